using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Recorder.Tests;

/// <summary>Cameras as people have reported them to other projects.</summary>
public sealed class FieldCaseTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_microphone_that_never_sends_keeps_no_picture_back_and_is_named()
    {
        var options = new ScriptedRtspOptions { FurtherMedia = "m=audio 0 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\na=control:trackID=audio\r\n" };
        await using var camera = await ScriptedRtspCamera.StartAsync(options, Cancelled);
        await using var bench = await RecorderBench.CreateAsync();
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url), Cancelled);

        await recorder.StartRecordingAsync(Cancelled);
        var status = await Eventually.ReturnsAsync(
            () => recorder.StatusAsync(Cancelled), now => now.Ingest is { LeftOut.Count: > 0 }, "the silence is reported", Cancelled, TimeSpan.FromSeconds(15));
        await recorder.StopRecordingAsync(Cancelled);

        Assert.Equal((IngestKind.Own, null), (status.Ingest!.Kind, status.Ingest.Reason));
        Assert.Contains("pcm_alaw", Assert.Single(status.Ingest.LeftOut), StringComparison.Ordinal);
        var recording = Assert.Single(bench.Videos);
        await RecordedVideo.PlaysAsync(recording, Cancelled);
        Assert.Equal("h264", await RecordedVideo.CodecAsync(recording, "v", Cancelled));
    }

    [Fact]
    public async Task Motion_JPEG_over_RTSP_is_recorded_with_or_without_the_sound_that_is_announced()
    {
        var silent = new ScriptedRtspOptions { IsMotionJpeg = true, FurtherMedia = "m=audio 0 RTP/AVP 8\r\na=control:trackID=audio\r\n" };
        foreach (var (options, codec) in ((ScriptedRtspOptions, string?)[])[(silent, null), (silent with { AudioType = 8 }, "flac")])
        {
            await using var camera = await ScriptedRtspCamera.StartAsync(options, Cancelled);
            await using var bench = await RecorderBench.CreateAsync();
            await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url), Cancelled);

            var started = (await recorder.StartRecordingAsync(Cancelled)).StartTime!.Value;
            await Eventually.HoldsAsync(() => DateTimeOffset.UtcNow - started > TimeSpan.FromSeconds(5), "five seconds pass", Cancelled);
            var status = await recorder.StatusAsync(Cancelled);
            await recorder.StopRecordingAsync(Cancelled);
            var passed = DateTimeOffset.UtcNow - started;

            Assert.Equal((IngestKind.Own, null), (status.Ingest!.Kind, status.Ingest.Reason));
            var recording = Assert.Single(bench.Videos);
            await RecordedVideo.PlaysAsync(recording, Cancelled);
            Assert.Equal("h264", await RecordedVideo.CodecAsync(recording, "v", Cancelled));
            if (codec is not null)
            {
                Assert.Equal(codec, await RecordedVideo.CodecAsync(recording, "a", Cancelled));
            }

            Assert.InRange(await RecordedVideo.DurationAsync(recording, Cancelled), 0.6 * passed, 1.4 * passed);
        }
    }

    [Fact]
    public async Task A_keyframe_that_is_far_away_is_waited_for_in_one_connection()
    {
        await using var camera = await ScriptedRtspCamera.StartAsync(new ScriptedRtspOptions { KeyframeDistance = 110, FirstFrame = 30 }, Cancelled);
        await using var bench = await RecorderBench.CreateAsync();
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url), Cancelled);

        var started = await recorder.StartRecordingAsync(Cancelled);
        await Eventually.HoldsAsync(() => bench.Videos.Count == 1, "the keyframe comes", Cancelled);
        var recording = await Eventually.ReturnsAsync(
            () => recorder.StatusAsync(Cancelled), now => now.Error is null, "it records", Cancelled, TimeSpan.FromSeconds(5));
        await recorder.StopRecordingAsync(Cancelled);

        Assert.Equal((RecorderState.Recording, null), (started.Status, started.FileName));
        Assert.Contains("keyframe", started.Error, StringComparison.Ordinal);
        Assert.NotNull(recording.FileName);
        Assert.Equal(1, camera.Plays);
        await RecordedVideo.PlaysAsync(bench.Videos[0], Cancelled);
    }

    [Fact]
    public async Task Another_picture_size_begins_another_file()
    {
        await using var camera = await ScriptedRtspCamera.StartAsync(new ScriptedRtspOptions { OtherSize = "160x120" }, Cancelled);
        await using var bench = await RecorderBench.CreateAsync();
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url), Cancelled);

        await recorder.StartRecordingAsync(Cancelled);
        await Eventually.HoldsAsync(() => bench.Videos.Count == 3, "the size has changed twice", Cancelled);
        await recorder.StopRecordingAsync(Cancelled);
        await Eventually.HoldsAsync(() => bench.Api.Ended.Count == 3, "all files are reported", Cancelled);

        Assert.Equal(1, camera.Plays);
        Assert.All(bench.Api.Ended, ended => Assert.Equal((RecordingStatus.Completed, null), (ended.Changed!.Status, ended.Changed.ErrorMessage)));
        foreach (var file in bench.Videos)
        {
            await RecordedVideo.PlaysAsync(file, Cancelled);
        }

        // Nothing is missing between two.
        Assert.Equal(2.0, (await RecordedVideo.DurationAsync(bench.Videos[1], Cancelled)).TotalSeconds, 0.15);
    }

    [Fact]
    public async Task A_camera_whose_stamps_run_twice_as_fast_is_recorded_for_as_long_as_it_took()
    {
        await using var camera = await ScriptedRtspCamera.StartAsync(new ScriptedRtspOptions { Stamp = frame => frame * 18_000L }, Cancelled);
        await using var bench = await RecorderBench.CreateAsync();
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url), Cancelled);

        var started = (await recorder.StartRecordingAsync(Cancelled)).StartTime!.Value;
        await Eventually.HoldsAsync(() => DateTimeOffset.UtcNow - started > TimeSpan.FromSeconds(6), "six seconds pass", Cancelled);
        await recorder.StopRecordingAsync(Cancelled);
        var passed = DateTimeOffset.UtcNow - started;

        var recording = Assert.Single(bench.Videos);
        await RecordedVideo.PlaysAsync(recording, Cancelled);
        Assert.Equal(passed.TotalSeconds, (await RecordedVideo.DurationAsync(recording, Cancelled)).TotalSeconds, 1.0);
    }

    [Fact]
    public async Task What_our_reader_reads_needs_no_child_process()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancelled);
        await using var bench = await RecorderBench.CreateAsync();
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url), Cancelled);

        await recorder.StartRecordingAsync(Cancelled);

        Assert.Empty(TestKit.Programs.ProcessTree.DescendantsOf(recorder.Id));
        Assert.Equal(1, (await camera.StatsAsync(Cancelled)).SessionsTotal);
    }
}
