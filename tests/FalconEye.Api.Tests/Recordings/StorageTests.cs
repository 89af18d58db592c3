using System.Net;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Recordings;

/// <summary>Limits, protection, schedules and their reports, over HTTP.</summary>
public sealed class StorageTests
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Limits_are_checked_previewed_kept_over_a_restart_and_held_except_for_what_is_protected()
    {
        await using var server = await FalconEyeServer.StartAsync(Ending, ("RETENTION_MIN_FREE_GB", "0.01"));
        var id = await server.AddCameraAsync("Door", new Uri("rtsp://127.0.0.1:5999/x"), Ending);
        string[] recordings = [await AddAsync(server, id, 40), await AddAsync(server, id, 30), await AddAsync(server, id, 1)];
        foreach (var (field, value) in new (string, object)[] { ("keep_days", -1), ("keep_days", 1.5), ("max_gb", "much"), ("min_free_percent", 91) })
        {
            var retention = new Dictionary<string, object> { [field] = value };
            await server.RefuseAsync(HttpMethod.Patch, "/api/settings", new { retention }, HttpStatusCode.BadRequest, Ending);
            await server.RefuseAsync(HttpMethod.Get, $"/api/storage/preview?{field}={value}", null, HttpStatusCode.BadRequest, Ending);
        }

        var kept = await server.SendAsync(HttpMethod.Patch, $"/api/recordings/{recordings[0]}", new { @protected = true, note = "The parcel" }, Ending);
        Assert.Equal((true, "The parcel"), (kept.GetProperty("protected").GetBoolean(), kept.GetProperty("note").GetString()));
        await server.RefuseAsync(HttpMethod.Delete, $"/api/recordings/{recordings[0]}", null, HttpStatusCode.Conflict, Ending);
        await server.RefuseAsync(HttpMethod.Get, "/api/recordings?event_kind=login", null, HttpStatusCode.BadRequest, Ending);
        Assert.Equal(0, (await server.GetAsync("/api/recordings?event_kind=motion", Ending)).GetProperty("count").GetInt32());
        var preview = await server.GetAsync("/api/storage/preview?keep_days=7&keep_event_days=8", Ending);
        Assert.Equal((1, 1000), (preview.GetProperty("recordings").GetInt32(), preview.GetProperty("bytes").GetInt64()));

        var settings = await server.SendAsync(HttpMethod.Patch, "/api/settings", new { retention = new { keep_days = 7, keep_event_days = 8 } }, Ending);
        var limits = settings.GetProperty("retention");
        Assert.Equal(8, limits.GetProperty("keep_event_days").GetInt32());
        Assert.Equal((7, 0.01), (limits.GetProperty("keep_days").GetInt32(), limits.GetProperty("min_free_gb").GetDouble()));
        await server.Program.KillAsync(Ending);
        await server.StartAgainAsync(Ending);

        await Eventually.HoldsAsync(async () => (await server.ListRecordingsAsync(Ending)).Count == 2, "the old recording is deleted", Ending);
        var storage = await server.GetAsync("/api/storage", Ending);
        var camera = Assert.Single(storage.GetProperty("cameras").EnumerateArray());
        Assert.Equal((2, 2000, 1000), (camera.GetProperty("recordings").GetInt32(), camera.GetProperty("bytes").GetInt32(), camera.GetProperty("protected_bytes").GetInt32()));
        Assert.Equal(recordings[2], Assert.Single(storage.GetProperty("next").EnumerateArray()).GetProperty("id").GetString());
        Assert.True(Assert.Single(storage.GetProperty("disks").EnumerateArray()).GetProperty("min_free_bytes").GetInt64() >= 50 << 20);
        var deleted = await server.GetAsync($"/api/events/log?kind=recording_deleted&camera_id={id}", Ending);
        Assert.Contains("older than the 7 days", Assert.Single(deleted.GetProperty("events").EnumerateArray()).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await server.GetAsync("/api/storage/files", Ending)).GetProperty("missing_count").GetInt32());
    }

    [Fact]
    public async Task A_camera_has_its_own_limits_and_a_schedule_that_stays_when_it_is_stopped()
    {
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var id = await server.AddCameraAsync("Door", new Uri("rtsp://127.0.0.1:5999/x"), Ending);
        var path = $"/api/cameras/{id}";
        var days = new Dictionary<string, string[]> { ["mon"] = ["08:00-18:30"], ["sat"] = ["22:00-24:00"] };

        foreach (var (body, field) in new (object Body, string Field)[]
        {
            (new { recording_mode = "events" }, "recording_mode"),
            (new { recording_mode = "sometimes" }, "recording_mode"),
            (new { recording_mode = "events", motion = new { enabled = true }, recording_events = new { pre_roll_seconds = 61 } }, "recording_events"),
            (new { recording_events = new { kinds = new[] { "login" } } }, "recording_events"),
            (new { recording_mode = "schedule" }, "recording_schedule"),
            (new { recording_mode = "schedule", recording_schedule = new { time_zone = "Nowhere", days } }, "recording_schedule"),
        })
        {
            var problem = await server.RefuseAsync(HttpMethod.Patch, path, body, HttpStatusCode.BadRequest, Ending);
            Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
        }

        await server.SendAsync(
            HttpMethod.Patch,
            path,
            new { recording_mode = "schedule", recording_schedule = new { time_zone = "Europe/Berlin", days }, retention = new { keep_days = 3, max_gb = 1.5 } },
            Ending);
        await server.PostAsync($"{path}/start", null, Ending);
        await server.PostAsync($"{path}/stop", null, Ending);
        await server.SendAsync(HttpMethod.Patch, path, new { retention = new { keep_days = 0 } }, Ending);

        var camera = await server.GetAsync(path, Ending);
        Assert.Equal("schedule", camera.GetProperty("recording_mode").GetString());
        var schedule = camera.GetProperty("recording_schedule");
        Assert.Equal("Europe/Berlin", schedule.GetProperty("time_zone").GetString());
        Assert.Equal("22:00-24:00", Assert.Single(schedule.GetProperty("days").GetProperty("sat").EnumerateArray()).GetString());
        Assert.Equal(JsonValueKind.Null, camera.GetProperty("retention").GetProperty("keep_days").ValueKind);
        Assert.Equal(1.5, camera.GetProperty("retention").GetProperty("max_gb").GetDouble());
        Assert.Equal("off", (await server.SendAsync(HttpMethod.Patch, path, new { recording_mode = "off" }, Ending)).GetProperty("recording_mode").GetString());
    }

    /// <summary>A finished recording of a thousand bytes that ended so many days ago.</summary>
    private static async Task<string> AddAsync(FalconEyeServer server, string camera, int daysAgo)
    {
        var start = DateTime.UtcNow.AddDays(-daysAgo).AddHours(-1);
        var (recordingId, fileName) = ($"{camera}_{start:yyyyMMddHHmmss}", $"Door_{start:yyyyMMdd_HHmmss}.mp4");
        var folder = Directory.CreateDirectory(Path.Combine(server.DataDirectory, "recordings", camera)).FullName;
        var filePath = Path.Combine(folder, fileName);
        await File.WriteAllBytesAsync(filePath, new byte[1000], Ending);
        await server.PostAsync(
            "/api/recordings", new { id = recordingId, camera_id = camera, camera_name = "Door", file_path = filePath, file_name = fileName, start_time = start }, Ending);
        await server.SendAsync(
            HttpMethod.Patch, $"/api/recordings/{recordingId}", new { end_time = start.AddHours(1), status = "completed", file_size_bytes = 1000 }, Ending);
        return recordingId;
    }
}
