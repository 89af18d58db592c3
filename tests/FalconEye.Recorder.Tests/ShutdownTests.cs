using FalconEye.Contracts.Recordings;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Recorder.Tests;

public sealed class ShutdownTests
{
    [Fact]
    public async Task A_killed_recorder_loses_at_most_two_seconds_and_reports_the_recording_after_a_restart()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), cancellation);
        await using var bench = await RecorderBench.CreateAsync();
        DateTimeOffset started, killed;
        await using (var first = await RecorderProcess.StartAsync(bench.Variables(camera.Url), cancellation))
        {
            started = (await first.StartRecordingAsync(cancellation)).StartTime!.Value;
            await Eventually.HoldsAsync(() => DateTimeOffset.UtcNow - started > TimeSpan.FromSeconds(3.2), "some seconds pass", cancellation);
            killed = DateTimeOffset.UtcNow;
            await first.KillAsync();
        }

        var least = (killed - started).TotalSeconds - 2;
        var video = Assert.Single(bench.Videos);
        Assert.InRange((await RecordedVideo.TimesAsync(video, "v", cancellation))[^1], least, 60);

        await using var second = await RecorderProcess.StartAsync(bench.Variables(camera.Url), cancellation);
        await Eventually.HoldsAsync(() => bench.Api.Ended.Count == 1, "the recording is reported", cancellation);
        var reported = bench.Api.Ended[0];
        Assert.Equal(RecordingStatus.Stopped, reported.Changed!.Status);
        Assert.Contains("interrupted", reported.Changed.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(new FileInfo(video).Length, reported.Changed.FileSizeBytes);
        Assert.Equal((await RecordedVideo.DurationAsync(video, cancellation)).TotalSeconds, reported.Duration!.Value.TotalSeconds, 0.1);
        Assert.InRange(reported.Duration.Value.TotalSeconds, least, 60);
        Assert.True(await RecordedVideo.IsFaststartAsync(video, cancellation));
        await RecordedVideo.PlaysAsync(video, cancellation);
    }

    [Fact]
    public async Task A_stopped_recorder_finishes_its_file_first()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), cancellation);
        await using var bench = await RecorderBench.CreateAsync();
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url), cancellation);
        await recorder.StartRecordingAsync(cancellation);

        Assert.InRange((await recorder.TerminateAsync(cancellation)).TotalSeconds, 0, 8);

        var video = Assert.Single(bench.Videos);
        Assert.True(await RecordedVideo.IsFaststartAsync(video, cancellation));
        await RecordedVideo.PlaysAsync(video, cancellation);
        Assert.Single(bench.Api.Ended);
    }
}
