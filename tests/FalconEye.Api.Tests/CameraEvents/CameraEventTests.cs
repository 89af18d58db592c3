using System.Net;
using System.Text.Json;
using FalconEye.Api.Tests.Alerts;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Cameras.Onvif;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.CameraEvents;

/// <summary>From a camera that notices something to the receiver of an alert, through all that goes wrong with cameras.</summary>
public sealed class CameraEventTests
{
    private const string Motion = "RuleEngine/CellMotionDetector/Motion";
    private const string Secret = "a-secret-of-the-webhook";

    /// <summary>Tells addresses of another network, has a clock that is hours off, wants each header, and renews nothing.</summary>
    private static readonly OnvifDeviceOptions Worst = new()
    {
        User = "admin",
        Password = "old",
        AdvertisedHost = "192.0.2.7",
        ClockOffset = TimeSpan.FromHours(5),
        Events = new() { WantsAddressing = true, RefusesRenewal = true, ByPath = true },
    };

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_worst_camera_notices_is_logged_recorded_and_told()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Ending);
        await using var device = await SimulatedOnvifDevice.StartAsync(Worst with { Streams = [new("main", camera.Url)] }, Ending);
        await using var receiver = await HttpReceiver.StartAsync(Ending);
        await using var server = await FalconEyeServer.StartAsync(Ending, ("ALERT_ALLOWED_ADDRESSES", "127.0.0.1"));
        await server.PostAsync("/api/alerts/channels", new { name = "Hook", kind = "webhook", settings = new { url = receiver.Address, secret = Secret } }, Ending);
        await server.PostAsync("/api/alerts/rules", new { name = "Gate", kinds = (string[])["motion", "line_crossing"], tell_end = true }, Ending);
        var (id, path) = await AddAsync(server, device, "old");
        await server.PostAsync($"{path}/start", null, Ending);
        await server.WaitForStatusAsync(id, "running", Ending);
        Assert.Equal("off", (await server.GetAsync($"{path}/camera-events", Ending)).GetProperty("state").GetString());

        // What the camera sees itself is enough for a recording on motion.
        await server.RefuseAsync(HttpMethod.Patch, path, new { recording_mode = "events" }, HttpStatusCode.BadRequest, Ending);
        await server.SendAsync(HttpMethod.Patch, path, new { recording_mode = "events", camera_events = new { enabled = true } }, Ending);
        await StateAsync(server, path, "subscribed");
        device.SetState(Motion, "IsMotion", "true");
        var motion = await EventAsync(server, "motion", item => item.GetProperty("thumbnail_url").ValueKind == JsonValueKind.String);
        Assert.Equal(("camera", JsonValueKind.Null), (motion.GetProperty("actor").GetString(), motion.GetProperty("end").ValueKind));
        Assert.InRange((DateTime.UtcNow - motion.GetProperty("time").GetDateTime()).TotalSeconds, -1, 60);
        Assert.Equal([0xff, 0xd8], (await server.Client.GetByteArrayAsync(new Uri(motion.GetProperty("thumbnail_url").GetString()!, UriKind.Relative), Ending))[..2]);
        await Eventually.HoldsAsync(
            async () => (await server.GetAsync($"{path}/recording/status", Ending)).GetProperty("status").GetString() == "recording", "it is recorded", Ending, TimeSpan.FromSeconds(30));

        device.RaiseXml("<wsnt:NotificationMessage><wsnt:Topic>tns1:RuleEngine/LineDetector/Crossed</wsnt:Topic><wsnt:Message><tt:Message><tt:Source><tt:SimpleItem Name=\"Rule\" Value=\"Drive\"/></tt:Source><tt:Data><tt:SimpleItem Name=\"ObjectId\" Value=\"7\"/></tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage>");
        var crossing = await EventAsync(server, "line_crossing", _ => true);
        Assert.Equal("A line was crossed at Gate, Drive, reported by the camera.", crossing.GetProperty("message").GetString());
        Assert.Equal(crossing.GetProperty("time").GetDateTime(), crossing.GetProperty("end").GetDateTime());

        // It forgets us; what goes on goes on, and ends while the server is down.
        device.DropSubscriptions();
        device.SetState(Motion, "IsMotion", "true");
        await Eventually.HoldsAsync(() => device.Subscribers == 1, "it is subscribed to again", Ending, TimeSpan.FromSeconds(30));
        await server.Program.KillAsync(Ending);
        device.SetState(Motion, "IsMotion", "false");
        await server.StartAgainAsync(Ending);
        await EventAsync(server, "motion", item => item.GetProperty("end").ValueKind == JsonValueKind.String);
        Assert.Single(await EventsAsync(server, "motion"));
        await Eventually.HoldsAsync(() => receiver.Requests.Count >= 3, "all alerts are sent", Ending, TimeSpan.FromSeconds(30));
        Assert.Equal(
            ["Gate: line crossing", "Gate: motion", "Gate: motion is over"],
            receiver.Requests.Select(request => JsonDocument.Parse(request.Body).RootElement.GetProperty("title").GetString()).Distinct().Order());
    }

    [Fact]
    public async Task The_state_of_the_subscription_says_what_to_do_and_follows_the_camera()
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(Worst, Ending);
        await using var without = await SimulatedOnvifDevice.StartAsync(new() { Events = new() { AreThere = false } }, Ending);
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var (_, path) = await AddAsync(server, device, "wrong");
        var (_, eventless) = await AddAsync(server, without, "any");
        var other = await server.AddCameraAsync("Door", new Uri("rtsp://127.0.0.1:9/x"), Ending);
        var refused = await server.RefuseAsync(HttpMethod.Patch, $"/api/cameras/{other}", new { camera_events = new { enabled = true } }, HttpStatusCode.BadRequest, Ending);
        Assert.Contains("onvif://", refused.GetProperty("errors").GetProperty("camera_events")[0].GetString(), StringComparison.Ordinal);
        Assert.False((await server.GetAsync(path, Ending)).GetProperty("camera_events").GetProperty("enabled").GetBoolean());

        foreach (var each in (string[])[path, eventless])
        {
            await server.SendAsync(HttpMethod.Patch, each, new { camera_events = new { enabled = true } }, Ending);
            Assert.Equal("stopped", (await server.GetAsync($"{each}/camera-events", Ending)).GetProperty("state").GetString());
            await server.PostAsync($"{each}/start", null, Ending);
        }

        Assert.Contains("has no ONVIF event service", (await StateAsync(server, eventless, "failed")).GetProperty("problem").GetString(), StringComparison.Ordinal);
        var problem = (await StateAsync(server, path, "failed")).GetProperty("problem").GetString()!;
        Assert.Contains("check user name and password", problem, StringComparison.Ordinal);
        Assert.Contains("Its clock is 5 h 0 min ahead", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong@", problem, StringComparison.Ordinal);

        await server.SendAsync(HttpMethod.Patch, path, new { source_url = device.AddressWith("admin", "old").AbsoluteUri }, Ending);
        Assert.Equal(JsonValueKind.Null, (await StateAsync(server, path, "subscribed")).GetProperty("problem").ValueKind);
        device.SetState("Device/Trigger/DigitalInput", "LogicalState", "true");
        await EventAsync(server, "digital_input", item => item.GetProperty("end").ValueKind == JsonValueKind.Null);
        Assert.Equal(JsonValueKind.String, (await server.GetAsync($"{path}/camera-events", Ending)).GetProperty("last_event_at").ValueKind);

        // Its owner changes the password, and tells us later.
        device.ChangePassword("new");
        device.DropSubscriptions();
        await StateAsync(server, path, "failed");
        await server.SendAsync(HttpMethod.Patch, path, new { source_url = device.AddressWith("admin", "new").AbsoluteUri }, Ending);
        await StateAsync(server, path, "subscribed");

        await server.PostAsync($"{path}/stop", null, Ending);
        var ended = await EventAsync(server, "digital_input", item => item.GetProperty("end").ValueKind == JsonValueKind.String);
        Assert.EndsWith("The end was not seen: the camera's events are not taken any more.", ended.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, device.Subscribers);
        await server.PostAsync($"{path}/start", null, Ending);
        await StateAsync(server, path, "subscribed");
        await server.SendAsync(HttpMethod.Delete, path, null, Ending);
        await Eventually.HoldsAsync(() => device.Subscribers == 0, "the subscription ends with the camera", Ending, TimeSpan.FromSeconds(30));
    }

    private static async Task<(string Id, string Path)> AddAsync(FalconEyeServer server, SimulatedOnvifDevice device, string password)
    {
        var id = await server.AddCameraAsync("Gate", device.AddressWith("admin", password), Ending, "onvif");
        return (id, $"/api/cameras/{id}");
    }

    private static Task<JsonElement> StateAsync(FalconEyeServer server, string path, string state) => Eventually.ReturnsAsync(
        () => server.GetAsync($"{path}/camera-events", Ending), answer => answer.GetProperty("state").GetString() == state, $"it is {state}", Ending, TimeSpan.FromSeconds(40));

    private static async Task<List<JsonElement>> EventsAsync(FalconEyeServer server, string kind) =>
        [.. (await server.GetAsync($"/api/events/log?kind={kind}", Ending)).GetProperty("events").EnumerateArray()];

    private static async Task<JsonElement> EventAsync(FalconEyeServer server, string kind, Predicate<JsonElement> isMeant) => (await Eventually.ReturnsAsync(
        () => EventsAsync(server, kind), events => events.Exists(isMeant), $"a {kind} is logged", Ending, TimeSpan.FromSeconds(40))).Find(isMeant);
}
