using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.HomeAssistant;

/// <summary>What Home Assistant gets to know by a real broker, and what it can do.</summary>
public sealed class HomeAssistantTests
{
    [Fact]
    public async Task Cameras_appear_are_followed_and_switched_and_disappear()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var broker = await MqttBroker.StartAsync(ct);
        var leftOver = DiscoveryOf(Guid.NewGuid().ToString());
        await broker.PublishAsync(leftOver, "{}", ct, isKept: true);
        await broker.PublishAsync("falconeye/mode/set", "away", ct, isKept: true);
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(
            ct, ("MQTT_URL", broker.Url), ("MQTT_COMMANDS", "true"), ("PUBLIC_URL", "https://cameras.example.com"));
        var id = await server.AddRunningCameraAsync("Gate", camera, ct);
        string Topic(string name) => $"falconeye/cameras/{id}/{name}";

        await broker.KeepsAsync("falconeye/status", "online", ct);
        await broker.KeepsAsync(leftOver, null, ct);
        await broker.KeepsAsync(Topic("online"), "ON", ct);
        await broker.KeepsAsync("falconeye/mode", "home", ct);
        var components = DiscoverySchema.Check(broker.TextOf(DiscoveryOf(id))!);
        Assert.Equal(["motion", "online", "picture", "recording"], components.Keys.Order());
        Assert.Equal(Topic("recording/set"), components["recording"].GetProperty("command_topic").GetString());
        var device = JsonDocument.Parse(broker.TextOf(DiscoveryOf(id))!).RootElement.GetProperty("device");
        Assert.Equal(("Gate", $"https://cameras.example.com/cameras/{id}"), (device.GetProperty("name").GetString(), device.GetProperty("configuration_url").GetString()));
        Assert.Equal(["mode"], DiscoverySchema.Check(broker.TextOf("homeassistant/device/falconeye_server/config")!).Keys);

        Assert.Equal(("OFF", "offline"), (broker.TextOf(Topic("recording")), broker.TextOf(Topic("motion/available"))));
        await broker.PublishAsync(Topic("recording/set"), "ON", ct);
        await broker.KeepsAsync(Topic("recording"), "ON", ct);
        Assert.Equal("always", (await server.GetAsync($"/api/cameras/{id}", ct)).GetProperty("recording_mode").GetString());
        await broker.PublishAsync(Topic("recording/set"), "OFF", ct);
        await broker.KeepsAsync(Topic("recording"), "OFF", ct);
        await broker.PublishAsync("falconeye/mode/set", "asleep", ct);
        await broker.PublishAsync("falconeye/mode/set", "away", ct);
        await broker.KeepsAsync("falconeye/mode", "away", ct);
        Assert.Contains("mode is home, away or off", server.Program.Output, StringComparison.Ordinal);
        var log = await server.GetAsync("/api/events/log?kind=recording_requested,recording_stop_requested,mode_changed", ct);
        Assert.Equal(["mqtt", "mqtt", "mqtt"], log.GetProperty("events").EnumerateArray().Select(item => item.GetProperty("actor").GetString()));

        await server.SendAsync(HttpMethod.Patch, $"/api/cameras/{id}", """{"name": "Front gate", "motion": {"enabled": true, "objects": {"enabled": true, "labels": ["person"]}}}""", ct);
        await broker.KeepsAsync(Topic("motion/available"), "online", ct);
        await broker.KeepsAsync(Topic("motion"), "ON", ct);
        await Eventually.HoldsAsync(() => broker.PayloadOf(Topic("picture")) is [0xff, 0xd8, ..], "there is a picture", ct);
        Assert.Contains("Front gate", broker.TextOf(DiscoveryOf(id)), StringComparison.Ordinal);
        components = DiscoverySchema.Check(broker.TextOf(DiscoveryOf(id))!);
        Assert.Equal(["motion", "online", "person", "picture", "recording"], components.Keys.Order());
        Assert.Equal(("OFF", Topic("objects/person")), (broker.TextOf(Topic("objects/person")), components["person"].GetProperty("state_topic").GetString()));

        using (await server.Client.DeleteAsync(new Uri($"/api/cameras/{id}", UriKind.Relative), ct))
        {
            // Its programs end first.
        }

        await Eventually.HoldsAsync(() => !broker.Topics.Any(topic => topic.Contains(id, StringComparison.Ordinal)), "its topics are empty", ct);
        await broker.KeepsAsync(DiscoveryOf(id), null, ct);
        await server.Program.KillAsync(ct);
        await broker.KeepsAsync("falconeye/status", "offline", ct);
    }

    [Fact]
    public async Task Unless_the_settings_allow_it_the_broker_switches_nothing()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var broker = await MqttBroker.StartAsync(ct);
        await using var server = await FalconEyeServer.StartAsync(ct, ("MQTT_URL", broker.Url), ("MQTT_TOPIC_PREFIX", "house"));
        var id = await server.AddCameraAsync("Door", new Uri("rtsp://127.0.0.1:9/door"), ct);
        await broker.KeepsAsync($"house/cameras/{id}/online", "OFF", ct);

        var components = DiscoverySchema.Check(broker.TextOf(DiscoveryOf(id, "house"))!);
        Assert.Equal("binary_sensor", components["recording_state"].GetProperty("platform").GetString());
        Assert.Equal(["mode_state"], DiscoverySchema.Check(broker.TextOf("homeassistant/device/house_server/config")!).Keys);
        Assert.All(broker.Topics, topic => Assert.DoesNotContain("command_topic", broker.TextOf(topic), StringComparison.Ordinal));
        await broker.PublishAsync("house/mode/set", "away", ct);
        await server.SendAsync(HttpMethod.Put, "/api/alerts/mode", new { mode = "off" }, ct);
        await broker.KeepsAsync("house/mode", "off", ct);
        Assert.Single((await server.GetAsync("/api/events/log?kind=mode_changed", ct)).GetProperty("events").EnumerateArray());
    }

    private static string DiscoveryOf(string id, string prefix = "falconeye") => $"homeassistant/device/{prefix}_{id.Replace("-", "", StringComparison.Ordinal)}/config";
}
