using FalconEye.TestKit.Cameras;

namespace FalconEye.Recorder.Tests;

public sealed class OriginalQuality
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
        await TestKit.Eventually.HoldsAsync(() => bench.Films.Count == 3, "the third segment begins", cancellation);
        await recorder.StopRecordingAsync(cancellation);

        var recorded = new List<string>();
        foreach (var film in bench.Films)
        {
            await Film.PlaysAsync(film, cancellation);
            Assert.Equal(0, (await Film.TimesAsync(film, "v", cancellation))[0], 2);
            recorded.AddRange(AnnexB.Slices(await Film.ElementaryStreamAsync(film, format, cancellation), codec));
        }

        // The camera repeats its loop without end.
        var first = reference.ToList().IndexOf(recorded[0]);
        Assert.InRange(first, 0, reference.Count - 1);
        Assert.Equal(Enumerable.Range(first, recorded.Count).Select(i => reference[i % reference.Count]), recorded);
        Assert.InRange(recorded.Count, 60, 200);
    }
}
