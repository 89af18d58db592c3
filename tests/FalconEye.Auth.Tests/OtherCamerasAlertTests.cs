using System.Net;
using System.Text.Json;
using FalconEye.TestKit;

namespace FalconEye.Auth.Tests;

/// <summary>Alerts and limits say nothing of cameras that the caller may not use, nor of channels, which are for administrators.</summary>
public sealed class OtherCamerasAlertTests(LockedServer locked)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deliveries_are_seen_of_permitted_cameras_without_the_reason_of_a_failure()
    {
        var (mine, theirs) = (await locked.AddCameraAsync("Alerting", Ending), await locked.AddCameraAsync("Hidden", Ending));
        var (viewer, _) = await locked.AddUserAsync("viewer", Ending, mine);
        var (operatorOfAll, _) = await locked.AddUserAsync("operator", Ending);
        var settings = new { url = "http://127.0.0.1:9/secret-path", secret = "a-secret-of-the-webhook" };
        var standard = await Eventually.ReturnsAsync(
            () => locked.Admin.GetAsync("/api/alerts/rules", Ending), answer => answer.GetProperty("rules").GetArrayLength() > 0, "there are the rules of the start", Ending);
        foreach (var rule in standard.GetProperty("rules").EnumerateArray())
        {
            await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/alerts/rules/{rule.GetProperty("id").GetString()}", new { enabled = false }, HttpStatusCode.OK, Ending);
        }

        // A channel of its own for each camera: messages of one wait for each other.
        foreach (var camera in (string[])[mine, theirs])
        {
            var channel = (await locked.Admin.PostAsync("/api/alerts/channels", new { name = "Hook", kind = "webhook", settings }, HttpStatusCode.Created, Ending)).GetProperty("id").GetString();
            await locked.Admin.PostAsync(
                "/api/alerts/rules", new { name = "Any", kinds = (string[])["camera_changed"], camera_ids = new[] { camera }, channel_ids = new[] { channel } }, HttpStatusCode.Created, Ending);
            await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/cameras/{camera}", new { location = "roof" }, HttpStatusCode.OK, Ending);
        }

        var all = await Eventually.ReturnsAsync(
            () => DeliveriesAsync(locked.Admin), rows => rows.Count == 2 && rows.TrueForAll(row => row.GetProperty("error").ValueKind == JsonValueKind.String), "both have failed", Ending);
        Assert.All(all, row => Assert.Contains("the server's own machine", row.GetProperty("error").GetString(), StringComparison.Ordinal));
        var seen = await DeliveriesAsync(viewer);
        Assert.All(seen, row => Assert.Equal(mine, row.GetProperty("camera_id").GetString()));
        Assert.All([.. seen, .. await DeliveriesAsync(operatorOfAll)], row => Assert.Equal("It could not be delivered. Administrators see why.", row.GetProperty("error").GetString()));
        Assert.NotEmpty(seen);
        foreach (var path in (string[])["/api/alerts/channels", "/api/alerts/rules"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, await operatorOfAll.StatusAsync(HttpMethod.Get, path, null, Ending));
        }

        var limited = await locked.AddTokenAsync(operatorOfAll, "operator", Ending, mine);
        Assert.Equal(HttpStatusCode.Forbidden, await limited.StatusAsync(HttpMethod.Put, "/api/alerts/mode", new { mode = "off" }, Ending));
        Assert.Equal(HttpStatusCode.Forbidden, await limited.StatusAsync(HttpMethod.Put, "/api/alerts/mode/schedule", new { changes = Array.Empty<object>() }, Ending));
    }

    [Fact]
    public async Task A_preview_of_limits_names_permitted_cameras_only()
    {
        var (mine, theirs) = (await locked.AddCameraAsync("Own", Ending), await locked.AddCameraAsync("Bedroom", Ending));
        var (person, _) = await locked.AddUserAsync("operator", Ending, mine);
        foreach (var camera in (string[])[mine, theirs])
        {
            var report = new
            {
                id = $"{camera}_20260101000000",
                camera_id = camera,
                file_path = $"/somewhere/recordings/{camera}/a.mp4",
                file_name = "a.mp4",
                start_time = "2026-01-01T00:00:00Z",
                status = "completed",
            };
            await locked.Admin.PostAsync("/api/recordings", report, HttpStatusCode.Created, Ending);
            await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/recordings/{report.id}", new { end_time = "2026-01-01T00:05:00Z", file_size_bytes = 1000 }, HttpStatusCode.OK, Ending);
        }

        // Due already, until the server has deleted it.
        await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/cameras/{theirs}", new { retention = new { keep_days = 1 } }, HttpStatusCode.OK, Ending);
        var preview = await person.GetAsync($"/api/storage/preview?camera_id={mine}&keep_days=1", Ending);
        var storage = await person.GetAsync("/api/storage", Ending);

        Assert.All(preview.GetProperty("cameras").EnumerateArray(), camera => Assert.Equal(mine, camera.GetProperty("id").GetString()));
        Assert.Equal(1, preview.GetProperty("recordings").GetInt32());
        Assert.DoesNotContain("Bedroom", storage.GetRawText(), StringComparison.Ordinal);
        Assert.Equal([mine], storage.GetProperty("next").EnumerateArray().Select(next => next.GetProperty("camera_id").GetString()).Distinct());
        Assert.Equal(HttpStatusCode.Forbidden, await person.StatusAsync(HttpMethod.Get, "/api/storage/preview?keep_days=1", null, Ending));
    }

    private static async Task<List<JsonElement>> DeliveriesAsync(Caller caller) =>
        [.. (await caller.GetAsync("/api/alerts/deliveries?limit=1000", Ending)).GetProperty("deliveries").EnumerateArray().Where(row => row.GetProperty("channel").GetString() == "Hook")];
}
