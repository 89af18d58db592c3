using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

public sealed class RecordingTests
{
    [Fact]
    public async Task A_recording_is_listed_played_by_ranges_and_deleted()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddRunningCameraAsync("../../Ünï \"quoted\" $(reboot) 📷", camera, ct);
        Assert.Equal("no_recorder", (await server.GetAsync($"/api/cameras/{id}/recording/status", ct)).GetProperty("status").GetString());

        var started = await server.PostAsync($"/api/cameras/{id}/recording/start", null, ct);
        var recordingId = started.GetProperty("recording").GetProperty("recording_id").GetString()!;
        await server.RefuseAsync(HttpMethod.Post, $"/api/cameras/{id}/recording/start", null, HttpStatusCode.Conflict, ct);
        await Eventually.HoldsAsync(() => FileSize(started) > 20_000, "the file grows", ct);
        Assert.True((await server.GetAsync($"/api/cameras/{id}/recording/status", ct)).GetProperty("recording").GetBoolean());
        var stopped = await server.PostAsync($"/api/cameras/{id}/recording/stop", null, ct);
        var recording = await server.WaitForRecordingAsync(recordingId, "completed", ct);

        Assert.True(stopped.GetProperty("success").GetBoolean());
        Assert.StartsWith($"{id}_", recordingId, StringComparison.Ordinal);
        Assert.True(recording.GetProperty("duration_seconds").GetDouble() > 0.5);
        Assert.StartsWith(
            Path.Combine(server.DataDirectory, "recordings", id) + "/", recording.GetProperty("file_path").GetString(), StringComparison.Ordinal);
        await AssertPlaysInPartsAsync(server, recordingId, recording.GetProperty("file_size_bytes").GetInt64(), ct);

        await server.SendAsync(HttpMethod.Delete, $"/api/recordings/{recordingId}", null, ct);
        await server.RefuseAsync(HttpMethod.Get, $"/api/recordings/{recordingId}", null, HttpStatusCode.NotFound, ct);
        Assert.False(File.Exists(recording.GetProperty("file_path").GetString()));
    }

    [Fact]
    public async Task A_camera_that_is_not_running_is_not_recorded()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddCameraAsync("Door", new Uri("rtsp://127.0.0.1:5999/x"), ct);

        await server.RefuseAsync(HttpMethod.Post, $"/api/cameras/{id}/recording/start", null, HttpStatusCode.BadRequest, ct);
        await server.RefuseAsync(HttpMethod.Post, $"/api/cameras/{id}/recording/stop", null, HttpStatusCode.BadRequest, ct);
    }

    [Fact]
    public async Task A_recording_outlives_its_camera()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddRunningCameraAsync("Door", camera, ct);
        var started = await server.PostAsync($"/api/cameras/{id}/recording/start", null, ct);
        var recordingId = started.GetProperty("recording").GetProperty("recording_id").GetString()!;

        await server.SendAsync(HttpMethod.Delete, $"/api/cameras/{id}", null, ct);
        await Eventually.HoldsAsync(
            async () => (await server.Client.GetAsync($"/api/cameras/{id}", ct)).StatusCode == HttpStatusCode.NotFound, "the camera is gone", ct, TimeSpan.FromSeconds(20));

        var recording = await server.WaitForRecordingAsync(recordingId, "completed", ct);
        Assert.True(recording.GetProperty("camera_deleted").GetBoolean());
        Assert.Equal("Door", recording.GetProperty("camera_name").GetString());
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync($"/api/recordings/{recordingId}/download", ct)).StatusCode);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../../../../../etc/passwd")]
    public async Task No_file_outside_the_recordings_folder_is_served_or_deleted(string path)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = Guid.NewGuid();
        await server.PostAsync(
            "/api/recordings/",
            new { id = $"{id}_20260101000000", camera_id = id, camera_name = "x", file_path = path, file_name = "passwd", start_time = "2026-01-01T00:00:00Z", status = "completed" },
            ct);

        await server.RefuseAsync(HttpMethod.Get, $"/api/recordings/{id}_20260101000000/download", null, HttpStatusCode.NotFound, ct);
        var deleted = await server.SendAsync(HttpMethod.Delete, $"/api/recordings/{id}_20260101000000", null, ct);

        Assert.False(deleted.GetProperty("file_deleted").GetBoolean());
        Assert.True(File.Exists("/etc/passwd"));
    }

    [Theory]
    [InlineData("recording.mp4", true)]
    [InlineData(".recording.mp4", false)]
    [InlineData("recording.json", false)]
    [InlineData("../recording.mp4", false)]
    [InlineData("sub/recording.mp4", false)]
    [InlineData("link.mp4", false)]
    [InlineData("second-name.mp4", false)]
    [InlineData("folder.mp4", false)]
    public async Task Only_a_regular_mp4_file_directly_in_the_cameras_own_folder_is_a_recording(string file, bool isOne)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = Guid.NewGuid();
        var folder = Path.Combine(server.DataDirectory, "recordings", id.ToString());
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.Combine(folder, "sub"));
        Directory.CreateDirectory(Path.Combine(folder, "folder.mp4"));
        File.CreateSymbolicLink(Path.Combine(folder, "link.mp4"), "/etc/passwd");
        await File.WriteAllTextAsync(Path.Combine(server.DataDirectory, "another-file"), "secret", ct);
        Assert.Equal(0, (await Tool.RunAsync("ln", [Path.Combine(server.DataDirectory, "another-file"), Path.Combine(folder, "second-name.mp4")], ct)).ExitCode);
        if (!Path.Exists(path))
        {
            await File.WriteAllTextAsync(path, "contents", ct);
        }

        await AssertServedAndDeletedAsync(server, id, path, isOne, ct);
        Assert.Equal(!isOne, Path.Exists(path));
    }

    [Fact]
    public async Task A_folder_that_is_a_link_or_another_cameras_has_no_recordings()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        var (linked, other, camera) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var root = Path.Combine(server.DataDirectory, "recordings");
        var elsewhere = Directory.CreateDirectory(Path.Combine(server.DataDirectory, "elsewhere")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(root, linked.ToString()), elsewhere);
        Directory.CreateDirectory(Path.Combine(root, other.ToString()));
        var files = new[] { Path.Combine(elsewhere, "recording.mp4"), Path.Combine(root, other.ToString(), "recording.mp4") };
        foreach (var file in files)
        {
            await File.WriteAllTextAsync(file, "contents", ct);
        }

        await AssertServedAndDeletedAsync(server, linked, Path.Combine(root, linked.ToString(), "recording.mp4"), isOne: false, ct);
        await AssertServedAndDeletedAsync(server, camera, files[1], isOne: false, ct);

        Assert.All(files, file => Assert.True(File.Exists(file)));
    }

    private static async Task AssertServedAndDeletedAsync(FalconEyeServer server, Guid camera, string path, bool isOne, CancellationToken ct)
    {
        var report = new { id = $"{camera}_20260101000000", camera_id = camera, file_path = path, file_name = "x", start_time = "2026-01-01T00:00:00Z", status = "completed" };
        await server.PostAsync("/api/recordings/", report, ct);
        using var served = await server.Client.GetAsync($"/api/recordings/{report.id}/download", ct);
        Assert.Equal(isOne ? HttpStatusCode.OK : HttpStatusCode.NotFound, served.StatusCode);
        var deleted = await server.SendAsync(HttpMethod.Delete, $"/api/recordings/{report.id}", null, ct);
        Assert.Equal(isOne, deleted.GetProperty("file_deleted").GetBoolean());
    }

    [Fact]
    public async Task Reports_of_a_recorder_may_come_twice_and_their_lists_are_paged()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        var camera = await server.AddCameraAsync("Door", new Uri("rtsp://127.0.0.1:5999/x"), ct);
        for (var minute = 0; minute < 5; minute++)
        {
            var report = new { id = $"{camera}_2026010100{minute:00}00", camera_id = camera, file_path = "/x", file_name = "x", start_time = $"2026-01-01T00:{minute:00}:00Z" };
            await server.PostAsync("/api/recordings/", report, ct);
            await server.PostAsync("/api/recordings/", report, ct);
        }

        await server.SendAsync(
            HttpMethod.Patch, $"/api/recordings/{camera}_20260101000400", new { end_time = "2026-01-01T00:04:30Z", status = "completed", file_size_bytes = 7 }, ct);

        var page = await server.GetAsync($"/api/recordings?camera_id={camera}&limit=2&offset=1", ct);
        var newest = (await server.GetAsync("/api/recordings?status=completed", ct)).GetProperty("recordings")[0];
        Assert.Equal(5, page.GetProperty("count").GetInt32());
        Assert.Equal(
            [$"{camera}_20260101000300", $"{camera}_20260101000200"],
            page.GetProperty("recordings").EnumerateArray().Select(recording => recording.GetProperty("id").GetString()));
        Assert.Equal(30, newest.GetProperty("duration_seconds").GetDouble());
        Assert.Equal("Door", newest.GetProperty("camera_name").GetString());
    }

    [Fact]
    public async Task A_day_includes_recordings_that_started_before_it()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        var camera = await server.AddCameraAsync("Door", new Uri("rtsp://127.0.0.1:5999/x"), ct);
        var files = new[] { ("day-before", "01T10", "01T11"), ("over-midnight", "01T23", "02T01"), ("in-it", "02T12", "02T13"), ("day-after", "03T00", "03T01") };
        foreach (var (name, start, end) in files)
        {
            var id = $"{camera}_{name}";
            await server.PostAsync("/api/recordings/", new { id, camera_id = camera, file_path = "/x", file_name = "x", start_time = $"2026-01-{start}:00:00Z" }, ct);
            await server.SendAsync(HttpMethod.Patch, $"/api/recordings/{id}", new { end_time = $"2026-01-{end}:00:00Z", status = "completed" }, ct);
        }

        var day = await server.GetAsync("/api/recordings?from=2026-01-02T00:00:00Z&to=2026-01-03T00:00:00Z", ct);

        Assert.Equal(
            [$"{camera}_in-it", $"{camera}_over-midnight"],
            day.GetProperty("recordings").EnumerateArray().Select(recording => recording.GetProperty("id").GetString()));
    }

    private static long FileSize(JsonElement started) =>
        new FileInfo(started.GetProperty("recording").GetProperty("file_path").GetString()!) is { Exists: true } file ? file.Length : 0;

    private static async Task AssertPlaysInPartsAsync(FalconEyeServer server, string recordingId, long size, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/recordings/{recordingId}/download") { Headers = { Range = new RangeHeaderValue(100, 199) } };
        using var part = await server.Client.SendAsync(request, ct);
        var whole = await server.Client.GetByteArrayAsync($"/api/recordings/{recordingId}/download", ct);

        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("video/mp4", part.Content.Headers.ContentType?.MediaType);
        Assert.Equal(size, part.Content.Headers.ContentRange?.Length);
        Assert.Equal(whole[100..200], await part.Content.ReadAsByteArrayAsync(ct));
        Assert.Equal(size, whole.Length);
    }
}
