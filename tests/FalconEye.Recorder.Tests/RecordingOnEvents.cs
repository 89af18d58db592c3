using System.Net;
using FalconEye.Contracts.Recordings;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Recorder.Tests;

/// <summary>What is held in memory, and which part of it becomes a file.</summary>
public sealed class RecordingOnEvents
{
    /// <summary>A keyframe comes each second; arrival on a busy machine is less even.</summary>
    private static readonly TimeSpan Keyframe = TimeSpan.FromSeconds(2.5);

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_recording_begins_before_its_event_ends_after_it_and_the_next_follows_without_overlap(bool isRtsp)
    {
        CameraOptions options = isRtsp ? new RtspCameraOptions { Audio = AudioCodec.Aac } : new MjpegCameraOptions();
        await using var camera = await SimulatedCamera.StartAsync(options, Ending);
        await using var bench = await RecorderBench.CreateAsync();
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url), Ending);
        Assert.Equal(RecorderState.Waiting, (await recorder.RecordOnEventsAsync(new(20), Ending)).Status);
        var held = DateTimeOffset.UtcNow;
        await UntilPassedAsync(held.AddSeconds(8));
        Assert.Empty(bench.Videos);

        // The event is over when the recorder hears of it: what it has in memory is written.
        EventRecording past = new(20, held.AddSeconds(3), held.AddSeconds(6));
        await recorder.RecordOnEventsAsync(past, Ending);
        var first = await EndedAsync(bench, 1);
        AssertCovers(first, past);
        var now = DateTimeOffset.UtcNow;
        EventRecording next = new(20, held, now.AddSeconds(2));
        await recorder.RecordOnEventsAsync(next, Ending);
        await recorder.UntilAsync(RecorderState.Recording, Ending);
        EventRecording longer = next with { Until = now.AddSeconds(5) };
        Assert.Equal(longer, (await recorder.RecordOnEventsAsync(longer, Ending)).Events);

        var second = await EndedAsync(bench, 2);
        Assert.InRange((second.Opened.StartTime - first.Changed!.EndTime!.Value).TotalSeconds, -0.2, 0.5);
        AssertCovers(second, longer with { From = first.Changed.EndTime });
        Assert.Equal(RecorderState.Waiting, (await recorder.UntilAsync(RecorderState.Waiting, Ending)).Status);
        Assert.All(bench.Api.Ended, file => Assert.Equal((RecordingStatus.Completed, null), (file.Changed!.Status!.Value, file.Changed.ErrorMessage)));
        foreach (var video in bench.Videos)
        {
            await RecordedVideo.PlaysAsync(video, Ending);
        }
    }

    [Fact]
    public async Task The_mode_changes_at_once_over_the_same_connection()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Ending);
        await using var bench = await RecorderBench.CreateAsync();
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url), Ending);
        await recorder.StartRecordingAsync(Ending);

        await recorder.RecordOnEventsAsync(new(10), Ending);
        await recorder.UntilAsync(RecorderState.Waiting, Ending);
        var first = await EndedAsync(bench, 1);
        Assert.Equal(RecorderState.Recording, (await recorder.StartRecordingAsync(Ending)).Status);
        await Eventually.HoldsAsync(() => bench.Api.Recordings.Count == 2, "it is recorded again", Ending);
        Assert.InRange((bench.Api.Recordings[1].Opened.StartTime - first.Changed!.EndTime!.Value).TotalSeconds, -0.2, double.MaxValue);
        await recorder.RecordOnEventsAsync(new(10), Ending);
        await recorder.UntilAsync(RecorderState.Waiting, Ending);
        await recorder.StopRecordingAsync(Ending);

        Assert.Equal(RecorderState.Stopped, (await recorder.StatusAsync(Ending)).Status);
        Assert.Equal(1, (await camera.StatsAsync(Ending)).SessionsTotal);
        Assert.Equal(HttpStatusCode.BadRequest, (await recorder.PostAsync("/stop", Ending)).Code);
        await Assert.ThrowsAnyAsync<Exception>(() => recorder.RecordOnEventsAsync(new(1e9), Ending));
    }

    private static void AssertCovers(Reported file, EventRecording wanted)
    {
        Assert.InRange(file.Opened.StartTime, wanted.From!.Value - Keyframe, wanted.From.Value + TimeSpan.FromSeconds(0.5));
        Assert.InRange(file.Changed!.EndTime!.Value, wanted.Until!.Value - TimeSpan.FromSeconds(0.5), wanted.Until.Value + Keyframe);
    }

    private static Task UntilPassedAsync(DateTimeOffset moment) =>
        Eventually.HoldsAsync(() => DateTimeOffset.UtcNow >= moment, "time passes", Ending);

    private static async Task<Reported> EndedAsync(RecorderBench bench, int count) => (await Eventually.ReturnsAsync(
        () => Task.FromResult(bench.Api.Ended), files => files.Count == count, $"{count} files have ended", Ending))[count - 1];
}
