using FalconEye.Contracts.Recordings;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Recorder.Tests;

public sealed class EndOfTheRecorder
{
    [Fact]
    public async Task A_killed_recorder_loses_at_most_two_seconds_and_its_next_life_reports_the_film()
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
        var film = Assert.Single(bench.Films);
        Assert.InRange((await Film.TimesAsync(film, "v", cancellation))[^1], least, 60);

        await using var second = await RecorderProcess.StartAsync(bench.Variables(camera.Url), cancellation);
        await Eventually.HoldsAsync(() => bench.Api.Ended.Count == 1, "the film is reported", cancellation);
        var reported = bench.Api.Ended[0];
        Assert.Equal(RecordingStatus.Stopped, reported.Changed!.Status);
        Assert.Contains("interrupted", reported.Changed.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(new FileInfo(film).Length, reported.Changed.FileSizeBytes);
        Assert.Equal((await Film.DurationAsync(film, cancellation)).TotalSeconds, reported.Duration!.Value.TotalSeconds, 0.1);
        Assert.InRange(reported.Duration.Value.TotalSeconds, least, 60);
        Assert.True(await Film.IsFaststartAsync(film, cancellation));
        await Film.PlaysAsync(film, cancellation);
    }

    [Fact]
    public async Task A_recorder_that_is_asked_to_end_finishes_its_film_first()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), cancellation);
        await using var bench = await RecorderBench.CreateAsync();
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url), cancellation);
        await recorder.StartRecordingAsync(cancellation);

        Assert.InRange((await recorder.TerminateAsync(cancellation)).TotalSeconds, 0, 8);

        var film = Assert.Single(bench.Films);
        Assert.True(await Film.IsFaststartAsync(film, cancellation));
        await Film.PlaysAsync(film, cancellation);
        Assert.Single(bench.Api.Ended);
    }
}
