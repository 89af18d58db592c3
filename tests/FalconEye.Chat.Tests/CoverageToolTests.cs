using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Chat.Tests;

/// <summary>Here time itself is the input: a gap is a second and a half long at least.</summary>
public sealed class CoverageToolTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Three_forced_gaps_are_found_within_a_second_each_with_its_cause()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        var chat = await fixture.FreshAsync(ct);
        var id = await chat.Server.StartCameraAsync("Front Door", camera.Url, "running", ct);
        var from = (await RecordAsync(chat.Server, id, ct)).GetProperty("recording").GetProperty("start_time").GetDateTimeOffset();

        // A person stops, and starts again.
        await RecordingFileAsync(chat.Server, id, 1, ct);
        await chat.Server.PostAsync($"/api/cameras/{id}/recording/stop", null, ct);
        await GapAsync(chat, from, 1, ct);
        await RecordAsync(chat.Server, id, ct);

        // The camera drops, and comes back.
        await RecordingFileAsync(chat.Server, id, 2, ct);
        await camera.DropAsync(ct);
        await GapAsync(chat, from, 2, ct);
        await camera.ReturnAsync(ct);
        await WaitForFilesAsync(chat.Server, id, 3, ct);

        // The recorder is killed, and started again.
        await RecordingFileAsync(chat.Server, id, 3, ct);
        KillProgram(chat, "FalconEye.Recor");
        await WaitForFilesAsync(chat.Server, id, 4, ct);
        await Eventually.HoldsAsync(
            async () => (await RecordingsAsync(chat.Server, id, ct)).Count(recording => recording.GetProperty("end_time").ValueKind == JsonValueKind.Null) == 1,
            "all ends are known",
            ct,
            WaitTimeout);

        var files = await RecordingsAsync(chat.Server, id, ct);
        var coverage = await MeasureAsync(chat, from, ct);
        var gaps = coverage.GetProperty("gaps").EnumerateArray().ToList();

        Assert.Equal(["stopped_by_person", "camera_lost", "recorder_lost"], gaps.Select(gap => gap.GetProperty("cause").GetString()));
        for (var i = 0; i < 3; i++)
        {
            AssertNear(files[i].GetProperty("end_time").GetDateTime(), gaps[i].GetProperty("from").GetDateTime());
            AssertNear(files[i + 1].GetProperty("start_time").GetDateTime(), gaps[i].GetProperty("to").GetDateTime());
        }

        Assert.InRange(coverage.GetProperty("share_recorded").GetDouble(), 0.2, 0.9);
        var logged = await Eventually.ReturnsAsync(
            () => chat.Server.EventsAsync($"kind=recording_gap&camera_id={id}", ct), events => events.Count == 3, "the gaps are in the log", ct);
        Assert.Equal(
            ["camera_lost", "recorder_lost", "stopped_by_person"],
            logged.Select(item => item.GetProperty("data").GetProperty("cause").GetString()).Order(StringComparer.Ordinal));
        await CheckRestartsAsync(chat, id, ct);
    }

    /// <summary>A program that ended by itself is in the log with its restart.</summary>
    private static async Task CheckRestartsAsync(ChatServer chat, string id, CancellationToken ct)
    {
        KillProgram(chat, "FalconEye.Relay");
        var restarts = await Eventually.ReturnsAsync(
            () => chat.Server.EventsAsync($"kind=workload_restarted&camera_id={id}", ct), events => events.Count == 2, "both restarts are in the log", ct, WaitTimeout);
        Assert.Equal(["recorder", "camera"], restarts.Select(item => item.GetProperty("data").GetProperty("component").GetString()));
        Assert.StartsWith("The recorder of Front Door ended and was started again", restarts[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.All(restarts, item => Assert.Equal("system", item.GetProperty("actor").GetString()));
    }

    [Fact]
    public async Task A_camera_without_recordings_has_one_gap_with_that_cause()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        await chat.Server.AddCameraAsync("Front Door", new Uri("rtsp://127.0.0.1:5999/x"), ct);

        var coverage = await Eventually.ReturnsAsync(() => MeasureAsync(chat, null, ct), report => report.GetProperty("gaps").GetArrayLength() > 0, "the gap is long enough to be one", ct);

        Assert.Equal(0, coverage.GetProperty("share_recorded").GetDouble());
        Assert.Equal("not_requested", Assert.Single(coverage.GetProperty("gaps").EnumerateArray()).GetProperty("cause").GetString());
    }

    private static async Task<JsonElement> MeasureAsync(ChatServer chat, DateTimeOffset? from, CancellationToken ct) =>
        (await chat.CallAsync("recording_coverage", new { camera = "Front Door", from }, ct)).GetProperty("coverage");

    /// <summary>Waits until the newest of so many files has a second and a half of footage.</summary>
    private static Task RecordingFileAsync(FalconEyeServer server, string id, int files, CancellationToken ct) => Eventually.HoldsAsync(
        async () => (await RecordingsAsync(server, id, ct)) is { } recordings && recordings.Count >= files
            && DateTimeOffset.UtcNow - recordings[^1].GetProperty("start_time").GetDateTimeOffset() > TimeSpan.FromSeconds(1.5),
        $"file {files} has footage",
        ct,
        WaitTimeout);

    /// <summary>Waits until so many gaps are measured.</summary>
    private static Task GapAsync(ChatServer chat, DateTimeOffset from, int gaps, CancellationToken ct) => Eventually.HoldsAsync(
        async () => (await MeasureAsync(chat, from, ct)).GetProperty("gaps").GetArrayLength() >= gaps,
        $"there are {gaps} gaps",
        ct,
        WaitTimeout);

    private static void KillProgram(ChatServer chat, string name) => ProcessTree.Kill(
        ProcessTree.DescendantsOf(chat.Server.Program.Id).First(child => ProcessTree.NameOf(child).StartsWith(name, StringComparison.Ordinal)));

    private static void AssertNear(DateTime expected, DateTime actual) => Assert.InRange((actual - expected).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(1));

    private static Task<JsonElement> RecordAsync(FalconEyeServer server, string id, CancellationToken ct) => server.PostAsync($"/api/cameras/{id}/recording/start", null, ct);

    private static Task WaitForFilesAsync(FalconEyeServer server, string id, int count, CancellationToken ct) =>
        Eventually.HoldsAsync(async () => (await RecordingsAsync(server, id, ct)).Count >= count, $"there are {count} recordings", ct, WaitTimeout);

    /// <summary>Oldest first.</summary>
    private static async Task<List<JsonElement>> RecordingsAsync(FalconEyeServer server, string id, CancellationToken ct) =>
        [.. (await server.GetAsync($"/api/recordings?camera_id={id}", ct)).GetProperty("recordings").EnumerateArray().Reverse()];
}
