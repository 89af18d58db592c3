using FalconEye.TestKit.Cameras;

namespace FalconEye.Recorder.Tests;

public sealed class MotionJpegTests
{
    [Fact]
    public async Task The_recordings_time_is_the_cameras_at_any_frame_rate()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new MjpegCameraOptions { FramesPerSecond = 7 }, cancellation);
        await using var bench = await RecorderBench.CreateAsync();
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url), cancellation);

        await recorder.StartRecordingAsync(cancellation);
        var started = bench.Api.Recordings is [var one] ? one.Opened.StartTime : (await recorder.StatusAsync(cancellation)).StartTime!.Value;
        await TestKit.Eventually.HoldsAsync(() => DateTimeOffset.UtcNow - started > TimeSpan.FromSeconds(5), "five seconds pass", cancellation);
        var shortest = DateTimeOffset.UtcNow - started;
        await recorder.StopRecordingAsync(cancellation);
        var longest = DateTimeOffset.UtcNow - started;

        var video = Assert.Single(bench.Videos);
        await RecordedVideo.PlaysAsync(video, cancellation);
        Assert.Equal("h264", await RecordedVideo.CodecAsync(video, "v", cancellation));
        var duration = await RecordedVideo.DurationAsync(video, cancellation);
        Assert.InRange(duration.TotalSeconds, shortest.TotalSeconds - 1, longest.TotalSeconds + 1);

        // A camera on a busy machine sends fewer than it should, never more; a recorder that took 25 a second for granted would invent the
        // rest.
        Assert.InRange((await RecordedVideo.TimesAsync(video, "v", cancellation)).Count / duration.TotalSeconds, 2, 8.5);
    }
}
