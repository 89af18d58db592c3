using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Chat.Tests;

/// <summary>Here time itself is the input: a gap of three seconds takes three seconds.</summary>
public sealed class Coverage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Three_forced_gaps_are_found_within_a_second_each_with_its_cause()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var chat = await ChatServer.StartAsync(ct);
        var id = await chat.Server.StartCameraAsync("Front Door", camera.Url, "running", ct);
        await RecordAsync(chat.Server, id, ct);

        // A person stops, and starts again.
        await Task.Delay(3000, ct);
        await chat.Server.PostAsync($"/api/cameras/{id}/recording/stop", null, ct);
        await Task.Delay(3000, ct);
        await RecordAsync(chat.Server, id, ct);

        // The camera drops, and comes back.
        await Task.Delay(3000, ct);
        await camera.DropAsync(ct);
        await Task.Delay(3000, ct);
        await camera.ReturnAsync(ct);
        await WaitForFilesAsync(chat.Server, id, 3, ct);

        // The recorder is killed, and started again.
        await Task.Delay(3000, ct);
        ProcessTree.Kill(ProcessTree.DescendantsOf(chat.Server.Program.Id).First(child => ProcessTree.NameOf(child).StartsWith("FalconEye.Recor", StringComparison.Ordinal)));
        await WaitForFilesAsync(chat.Server, id, 4, ct);
        await Eventually.HoldsAsync(async () => (await RecordingsAsync(chat.Server, id, ct)).Count(recording => recording.GetProperty("end_time").ValueKind == JsonValueKind.Null) == 1, "all ends are known", ct, Patience);

        var files = await RecordingsAsync(chat.Server, id, ct);
        var coverage = (await chat.CallAsync("recording_coverage", new { camera = "Front Door", from = files[0].GetProperty("start_time").GetDateTime() }, ct)).GetProperty("coverage");
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
    }

    [Fact]
    public async Task A_camera_that_nobody_recorded_has_one_gap_that_says_so()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var chat = await ChatServer.StartAsync(ct);
        await chat.Server.AddCameraAsync("Front Door", new Uri("rtsp://127.0.0.1:5999/x"), ct);
        await Task.Delay(1600, ct);

        var coverage = (await chat.CallAsync("recording_coverage", new { camera = "Front Door" }, ct)).GetProperty("coverage");

        Assert.Equal(0, coverage.GetProperty("share_recorded").GetDouble());
        Assert.Equal("not_requested", Assert.Single(coverage.GetProperty("gaps").EnumerateArray()).GetProperty("cause").GetString());
    }

    private static void AssertNear(DateTime expected, DateTime actual) => Assert.InRange((actual - expected).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(1));

    private static Task<JsonElement> RecordAsync(FalconEyeServer server, string id, CancellationToken ct) => server.PostAsync($"/api/cameras/{id}/recording/start", null, ct);

    private static Task WaitForFilesAsync(FalconEyeServer server, string id, int count, CancellationToken ct) =>
        Eventually.HoldsAsync(async () => (await RecordingsAsync(server, id, ct)).Count >= count, $"there are {count} recordings", ct, Patience);

    /// <summary>Oldest first.</summary>
    private static async Task<List<JsonElement>> RecordingsAsync(FalconEyeServer server, string id, CancellationToken ct) =>
        [.. (await server.GetAsync($"/api/recordings?camera_id={id}", ct)).GetProperty("recordings").EnumerateArray().Reverse()];
}
