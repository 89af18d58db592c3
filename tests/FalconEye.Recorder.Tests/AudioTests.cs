using FalconEye.TestKit.Cameras;

namespace FalconEye.Recorder.Tests;

public sealed class AudioTests
{
    [Theory]
    [InlineData(AudioCodec.G711MuLaw, "flac")]
    [InlineData(AudioCodec.Aac, "aac")]
    [InlineData(AudioCodec.None, "")]
    public async Task Sound_is_kept_as_it_is_in_step_with_the_picture_and_none_is_no_error(AudioCodec sent, string recorded)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions { Audio = sent }, cancellation);
        await using var bench = await RecorderBench.CreateAsync();
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url), cancellation);

        await recorder.StartRecordingAsync(cancellation);
        await TestKit.Eventually.HoldsAsync(() => new FileInfo(bench.Videos[0]).Length > 100_000, "some seconds are recorded", cancellation);
        await recorder.StopRecordingAsync(cancellation);

        var video = Assert.Single(bench.Videos);
        await RecordedVideo.PlaysAsync(video, cancellation);
        Assert.Equal(recorded, await RecordedVideo.CodecAsync(video, "a", cancellation));
        if (recorded.Length > 0)
        {
            var picture = await RecordedVideo.TimesAsync(video, "v", cancellation);
            var sound = await RecordedVideo.TimesAsync(video, "a", cancellation);
            Assert.InRange(sound[^1] - picture[^1], -0.5, 0.5);
        }
    }
}
