using FalconEye.TestKit.Cameras;

namespace FalconEye.Recorder.Tests;

public sealed class OriginalQualityTests
{
    [Theory]
    [InlineData(VideoCodec.H264, "h264")]
    [InlineData(VideoCodec.H265, "hevc")]
    public async Task The_recorded_video_is_what_the_camera_sent_across_all_segments(VideoCodec codec, string format)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var options = new RtspCameraOptions { Video = codec };
        var reference = AnnexB.Slices(await SimulatedCamera.ReferenceAsync(options, cancellation), codec);
        await using var camera = await SimulatedCamera.StartAsync(options, cancellation);
        await using var bench = await RecorderBench.CreateAsync();
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url, segmentSeconds: 2), cancellation);

        await recorder.StartRecordingAsync(cancellation);
        await TestKit.Eventually.HoldsAsync(() => bench.Videos.Count == 3, "the third segment begins", cancellation);
        await recorder.StopRecordingAsync(cancellation);

        var recorded = new List<string>();
        foreach (var video in bench.Videos)
        {
            await RecordedVideo.PlaysAsync(video, cancellation);
            Assert.Equal(0, (await RecordedVideo.TimesAsync(video, "v", cancellation))[0], 2);
            recorded.AddRange(AnnexB.Slices(await RecordedVideo.ElementaryStreamAsync(video, format, cancellation), codec));
        }

        // The camera repeats its loop without end.
        var first = reference.ToList().IndexOf(recorded[0]);
        Assert.InRange(first, 0, reference.Count - 1);
        Assert.Equal(Enumerable.Range(first, recorded.Count).Select(i => reference[i % reference.Count]), recorded);
        Assert.InRange(recorded.Count, 60, 200);
    }
}
