using System.Globalization;
using FalconEye.Contracts;
using FalconEye.Contracts.Recordings;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Recorder.Tests;

public sealed class InterruptionTests
{
    [Fact]
    public async Task A_camera_that_reconnects_is_recorded_to_a_new_file()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), cancellation);
        await using var bench = await RecorderBench.CreateAsync();
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url), cancellation);

        await recorder.StartRecordingAsync(cancellation);
        await camera.DropAsync(cancellation);
        var waiting = await Eventually.ReturnsAsync(
            () => recorder.StatusAsync(cancellation), status => status.Error is not null, "the drop is noticed", cancellation);
        Assert.Equal(RecorderState.Recording, waiting.Status);
        await camera.ReturnAsync(cancellation);
        await Eventually.HoldsAsync(() => bench.Videos.Count == 2, "the recording goes on", cancellation);
        await Eventually.ReturnsAsync(
            () => recorder.StatusAsync(cancellation), status => status.Error is null, "the drop is over", cancellation);
        await recorder.StopRecordingAsync(cancellation);
        await Eventually.HoldsAsync(() => bench.Api.Ended.Count == 2, "both recordings are reported", cancellation);

        var (dropped, last) = (bench.Api.Ended[0], bench.Api.Ended[1]);
        Assert.Equal((RecordingStatus.Stopped, "Camera connection lost."), (dropped.Changed!.Status, dropped.Changed.ErrorMessage));
        Assert.Equal((RecordingStatus.Completed, null), (last.Changed!.Status, last.Changed.ErrorMessage));
        foreach (var video in bench.Videos)
        {
            await RecordedVideo.PlaysAsync(video, cancellation);
            Assert.True(await RecordedVideo.IsFaststartAsync(video, cancellation));
        }
    }

    [Fact]
    public async Task A_killed_FFmpeg_is_restarted_and_its_file_plays_up_to_the_kill()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), cancellation);
        await using var bench = await RecorderBench.CreateAsync();
        await using var recorder = await RecorderProcess.StartAsync(new(bench.Variables(camera.Url)) { [EnvironmentVariables.Ingest] = "ffmpeg" }, cancellation);

        var started = (await recorder.StartRecordingAsync(cancellation)).StartTime!.Value;
        await Eventually.HoldsAsync(() => DateTimeOffset.UtcNow - started > TimeSpan.FromSeconds(2.5), "some seconds pass", cancellation);
        await Tool.OutputOfAsync("kill", ["-KILL", recorder.FfmpegId.ToString(CultureInfo.InvariantCulture)], cancellation);
        var killed = DateTimeOffset.UtcNow;
        await Eventually.HoldsAsync(() => bench.Videos.Count == 2, "the recording goes on", cancellation);
        await recorder.StopRecordingAsync(cancellation);

        Assert.InRange((await RecordedVideo.DurationAsync(bench.Videos[0], cancellation)).TotalSeconds, (killed - started).TotalSeconds - 2, 60);
        await RecordedVideo.PlaysAsync(bench.Videos[0], cancellation);
    }
}
