using FalconEye.TestKit.Cameras;

namespace FalconEye.TestKit.Tests;

public sealed class SimulatedRtspCameraTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(VideoCodec.H264, AudioCodec.None, "h264")]
    [InlineData(VideoCodec.H264, AudioCodec.G711MuLaw, "h264 pcm_mulaw")]
    [InlineData(VideoCodec.H264, AudioCodec.Aac, "h264 aac")]
    [InlineData(VideoCodec.H265, AudioCodec.G711ALaw, "hevc pcm_alaw")]
    public async Task It_sends_the_codecs_that_were_asked_for(VideoCodec video, AudioCodec audio, string streams)
    {
        RtspCameraOptions options = new() { Video = video, Audio = audio };
        await using SimulatedCamera camera = await SimulatedCamera.StartAsync(options, Cancellation);

        ToolResult probe = await Ffmpeg.ProbeAsync(camera.Url, Cancellation);

        Assert.Equal(streams, string.Join(' ', probe.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Theory]
    [InlineData(CameraAuthentication.Basic)]
    [InlineData(CameraAuthentication.Digest)]
    public async Task It_wants_its_password(CameraAuthentication authentication)
    {
        RtspCameraOptions options = new() { User = "admin", Password = "p@ss/word", Authentication = authentication };
        await using SimulatedCamera camera = await SimulatedCamera.StartAsync(options, Cancellation);

        ToolResult anonymous = await Ffmpeg.ProbeAsync(camera.Url, Cancellation);
        ToolResult admitted = await Ffmpeg.ProbeAsync(camera.UrlWithCredentials, Cancellation);

        Assert.Contains("401 Unauthorized", anonymous.Error, StringComparison.Ordinal);
        Assert.Equal("h264", admitted.Output.Trim());
    }

    [Theory]
    [InlineData(VideoCodec.H264)]
    [InlineData(VideoCodec.H265)]
    public async Task It_sends_nothing_but_its_reference(VideoCodec codec)
    {
        RtspCameraOptions options = new() { Video = codec, Slices = 2 };
        await using SimulatedCamera camera = await SimulatedCamera.StartAsync(options, Cancellation);

        IReadOnlyList<string> recorded = await Ffmpeg.RecordSlicesAsync(camera.Url, codec, frames: 20, Cancellation);

        List<string> loop = [.. Ffmpeg.Slices(await SimulatedCamera.ReferenceAsync(options, Cancellation), codec)];
        int first = loop.IndexOf(recorded[0]);
        Assert.NotEqual(-1, first);
        Assert.Equal(Enumerable.Range(first, recorded.Count).Select(place => loop[place % loop.Count]), recorded);
    }

    [Fact]
    public async Task One_process_serves_many_cameras()
    {
        await using SimulatedCamera cameras = await SimulatedCamera.StartAsync(new RtspCameraOptions { Cameras = 3 }, Cancellation);

        ToolResult[] probes = await Task.WhenAll(cameras.Urls.Select(url => Ffmpeg.ProbeAsync(url, Cancellation)));

        Assert.Equal(["h264", "h264", "h264"], probes.Select(probe => probe.Output.Trim()));
    }
}
