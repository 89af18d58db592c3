using System.Globalization;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

public sealed class DroppingCameraTests
{
    private static readonly TimeSpan RecordingDeadline = Eventually.DefaultDeadline;
    private static readonly string[] CountPackets = ["-v", "error", "-select_streams", "v", "-count_packets", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0"];

    [Fact]
    public async Task A_camera_that_drops_for_five_seconds_is_shown_and_recorded_again()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddRunningCameraAsync("Door", camera, ct);
        using var viewer = await StreamViewer.OpenAsync(server.Client, $"/api/cameras/{id}/stream", ct);
        var started = await server.PostAsync($"/api/cameras/{id}/recording/start", null, ct);
        var first = started.GetProperty("recording").GetProperty("recording_id").GetString()!;
        await viewer.ReadFramesAsync(45, ct);
        await WaitForFramesAsync(server, first, 45, ct);

        await camera.DropAsync(ct);
        await server.WaitForStatusAsync(id, "error", ct);
        await Task.Delay(TimeSpan.FromSeconds(5), ct);
        await camera.ReturnAsync(ct);
        await server.WaitForStatusAsync(id, "running", ct);
        var second = (await server.WaitForNewRecordingAsync(first, ct))[0].GetProperty("id").GetString()!;
        await viewer.ReadFramesAsync(60, ct);
        await WaitForFramesAsync(server, second, 45, ct);
        await server.PostAsync($"/api/cameras/{id}/recording/stop", null, ct);

        await server.WaitForRecordingAsync(second, "completed", ct);
        Assert.Equal(2, (await server.ListRecordingsAsync(ct)).Count);
        await AssertPlaysAsync(server, first, ct);
        await AssertPlaysAsync(server, second, ct);
    }

    [Fact]
    public async Task A_camera_that_is_recorded_and_not_watched_is_known_to_be_gone_and_is_recorded_again()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddRunningCameraAsync("Door", camera, ct);
        var started = await server.PostAsync($"/api/cameras/{id}/recording/start", null, ct);
        var first = started.GetProperty("recording").GetProperty("recording_id").GetString()!;
        await server.WaitForRecordingAsync(first, "recording", ct);
        await WaitForFramesAsync(server, first, 15, ct);

        await camera.DropAsync(ct);
        await server.WaitForStatusAsync(id, "error", ct);
        await camera.ReturnAsync(ct);
        await server.WaitForNewRecordingAsync(first, ct);
        await server.WaitForStatusAsync(id, "running", ct);
    }

    /// <summary>Waits for frames in the file. How many a viewer has read says nothing of it: a viewer's own wait in the connection from before.</summary>
    private static async Task WaitForFramesAsync(FalconEyeServer server, string recordingId, int count, CancellationToken ct)
    {
        var file = (await server.GetAsync($"/api/recordings/{recordingId}", ct)).GetProperty("file_path").GetString()!;
        await Eventually.HoldsAsync(
            async () => int.TryParse((await Tool.RunAsync("ffprobe", [.. CountPackets, file], ct)).Output, CultureInfo.InvariantCulture, out var frames) && frames >= count,
            $"{count} frames are recorded",
            ct,
            RecordingDeadline);
    }

    /// <summary>Decodes the recording to its end: without an error, and as long as the list says.</summary>
    private static async Task AssertPlaysAsync(FalconEyeServer server, string recordingId, CancellationToken ct)
    {
        var recording = await server.GetAsync($"/api/recordings/{recordingId}", ct);
        var file = recording.GetProperty("file_path").GetString()!;

        var decoded = await Tool.RunAsync("ffmpeg", ["-v", "error", "-i", file, "-f", "null", "-"], ct);
        var duration = await Tool.OutputOfAsync("ffprobe", ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", file], ct);

        Assert.Equal((0, ""), (decoded.ExitCode, decoded.Error));
        Assert.Equal(recording.GetProperty("duration_seconds").GetDouble(), double.Parse(duration, CultureInfo.InvariantCulture), tolerance: 1.0);
        Assert.True(double.Parse(duration, CultureInfo.InvariantCulture) > 1, $"The recording lasts {duration}");
    }
}
