using System.Net;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Detection;

/// <summary>From a camera before which people walk to an event that says so, with its picture, and a rule that applies.</summary>
public sealed class RecognisingObjects
{
    private static readonly TimeSpan Loop = TimeSpan.FromSeconds(60);

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_becomes_an_event_and_the_detector_runs_only_while_it_is_wanted()
    {
        await using var camera = await SimulatedCamera.StartAsync(
            new RtspCameraOptions { Pattern = "people", Width = 512, Height = 384, FramesPerSecond = 10, LoopSeconds = 16, Bitrate = 1000 }, Ending);
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var id = await server.AddRunningCameraAsync("Gate", camera, Ending);
        var path = $"/api/cameras/{id}";
        var before = await server.GetAsync(path, Ending);
        Assert.Equal(JsonValueKind.Null, before.GetProperty("objects_problem").ValueKind);
        Assert.False(before.GetProperty("motion").GetProperty("objects").GetProperty("enabled").GetBoolean());
        await server.RefuseAsync(HttpMethod.Patch, path, """{"motion": {"objects": {"labels": ["ghost"]}}}""", HttpStatusCode.BadRequest, Ending);
        await server.RefuseAsync(HttpMethod.Patch, path, """{"motion": {"objects": {"min_score": 0}}}""", HttpStatusCode.BadRequest, Ending);
        Assert.DoesNotContain("Objects are recognised", server.Program.Output, StringComparison.Ordinal);
        var rule = await server.PostAsync("/api/alerts/rules", """{"name": "People", "kinds": ["object"], "labels": ["person"]}""", Ending);
        Assert.Equal("person", rule.GetProperty("labels")[0].GetString());

        await server.SendAsync(HttpMethod.Patch, path, """{"motion": {"enabled": true, "objects": {"enabled": true, "labels": ["person"]}}}""", Ending);
        var seen = await EventAsync(item => item.GetProperty("thumbnail_url").ValueKind == JsonValueKind.String, "a person is logged with a picture");
        Assert.Equal(("person", id), (seen.GetProperty("label").GetString(), seen.GetProperty("camera_id").GetString()));
        Assert.InRange(seen.GetProperty("score").GetDouble(), 0.5, 1);
        Assert.Equal("Person at Gate.", seen.GetProperty("message").GetString());
        var box = seen.GetProperty("data").GetProperty("box").EnumerateArray().Select(number => number.GetDouble()).ToArray();
        Assert.All(box, number => Assert.InRange(number, 0, 1));
        Assert.True(box is [_, _, > 0.01, > 0.05]);
        var picture = await server.Client.GetByteArrayAsync(new Uri(seen.GetProperty("thumbnail_url").GetString()!, UriKind.Relative), Ending);
        Assert.Equal([0xff, 0xd8], picture[..2]);

        // A client that knows nothing of objects leaves them on; this one switches them off.
        var changed = await server.SendAsync(HttpMethod.Patch, path, """{"motion": {"enabled": true, "sensitivity": 55}}""", Ending);
        Assert.True(changed.GetProperty("motion").GetProperty("objects").GetProperty("enabled").GetBoolean());
        await server.SendAsync(HttpMethod.Patch, path, """{"motion": {"enabled": true, "objects": {"enabled": false}}}""", Ending);
        await EventAsync(item => item.GetProperty("end").ValueKind == JsonValueKind.String, "it has ended");
        await Eventually.HoldsAsync(() => Task.FromResult(server.Program.Output.Contains("the detector is stopped", StringComparison.Ordinal)), "the detector is stopped", Ending);

        async Task<JsonElement> EventAsync(Predicate<JsonElement> isMeant, string expectation) => (await Eventually.ReturnsAsync(
            async () => (await server.GetAsync("/api/events/log?kind=object", Ending)).GetProperty("events").EnumerateArray().ToList(),
            events => events.Exists(isMeant),
            expectation,
            Ending,
            Loop)).Find(isMeant);
    }

    [Fact]
    public async Task Without_a_model_the_answer_says_what_to_do()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Ending);
        await using var server = await FalconEyeServer.StartAsync(Ending, ("DETECTOR_MODEL", ""));
        var id = await server.AddRunningCameraAsync("Gate", camera, Ending);

        Assert.Contains("make.sh", (await server.GetAsync($"/api/cameras/{id}", Ending)).GetProperty("objects_problem").GetString()!, StringComparison.Ordinal);
        await server.RefuseAsync(HttpMethod.Patch, $"/api/cameras/{id}", """{"motion": {"enabled": true, "objects": {"enabled": true}}}""", HttpStatusCode.BadRequest, Ending);
        await server.SendAsync(HttpMethod.Patch, $"/api/cameras/{id}", """{"motion": {"enabled": true}}""", Ending);
        await server.RefuseAsync(
            HttpMethod.Patch, $"/api/cameras/{id}", """{"recording_mode": "events", "recording_events": {"kinds": ["object"]}}""", HttpStatusCode.BadRequest, Ending);
    }
}
