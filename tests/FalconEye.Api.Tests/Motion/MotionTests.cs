using System.Net;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Motion;

/// <summary>From a camera's switch to an event with its picture, and its end.</summary>
public sealed class MotionTests
{
    [Fact]
    public async Task Motion_becomes_an_event_with_a_picture_that_ends_when_it_is_switched_off()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddRunningCameraAsync("Gate", camera, ct);
        var path = $"/api/cameras/{id}";
        Assert.False((await server.GetAsync(path, ct)).GetProperty("motion").GetProperty("enabled").GetBoolean());
        await server.RefuseAsync(HttpMethod.Patch, path, """{"motion": {"enabled": true, "sensitivity": 0}}""", HttpStatusCode.BadRequest, ct);
        await server.RefuseAsync(HttpMethod.Patch, path, """{"motion": {"zones": [{"name": "Yard", "points": [[0, 0], [2, 0], [0, 1]]}]}}""", HttpStatusCode.BadRequest, ct);

        await server.RefuseAsync(HttpMethod.Get, $"{path}/motion", null, HttpStatusCode.Conflict, ct);
        await server.SendAsync(HttpMethod.Patch, path, """{"motion": {"enabled": true, "zones": [{"name": "Yard", "points": [[0, 0], [1, 0], [1, 1], [0, 1]]}]}}""", ct);
        var seen = await EventAsync(item => item.GetProperty("thumbnail_url").ValueKind == JsonValueKind.String, "motion is logged with its picture");
        Assert.Equal(("Yard", id), (seen.GetProperty("zone").GetString(), seen.GetProperty("camera_id").GetString()));
        var picture = await server.Client.GetByteArrayAsync(new Uri(seen.GetProperty("thumbnail_url").GetString()!, UriKind.Relative), ct);
        Assert.Equal([0xff, 0xd8], picture[..2]);
        await Eventually.ReturnsAsync(
            async () => (await server.GetAsync($"{path}/motion", ct)).GetProperty("areas").EnumerateArray().ToList(),
            areas => areas.Exists(area => area.GetProperty("counts").GetBoolean() && area.GetProperty("width").GetDouble() > 0),
            "what moves is said with its place",
            ct);

        await server.SendAsync(HttpMethod.Patch, path, """{"motion": {"enabled": false}}""", ct);
        await EventAsync(item => item.GetProperty("end").ValueKind == JsonValueKind.String, "it has ended");

        async Task<JsonElement> EventAsync(Predicate<JsonElement> isMeant, string expectation)
        {
            var log = await Eventually.ReturnsAsync(
                async () => (await server.GetAsync("/api/events/log?kind=motion", ct)).GetProperty("events").EnumerateArray().ToList(),
                events => events.Exists(isMeant),
                expectation,
                ct,
                TimeSpan.FromSeconds(40));
            return log.Find(isMeant);
        }
    }
}
