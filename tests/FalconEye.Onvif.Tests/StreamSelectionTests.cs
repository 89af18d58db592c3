using FalconEye.Contracts.Cameras;
using FalconEye.Onvif.Media;
using FalconEye.TestKit.Cameras.Onvif;

namespace FalconEye.Onvif.Tests;

public sealed class StreamSelectionTests
{
    private static readonly OnvifProfile[] MainAndSmall =
    [
        new("main", new Uri("rtsp://127.0.0.1:8554/main?a=1&b=2"), "H265", 3840, 2160, 25),
        new("middle", new Uri("rtsp://127.0.0.1:8554/middle"), "H264", 1280, 720, 25),
        new("small", new Uri("rtsp://127.0.0.1:8554/small"), "H264", 640, 360),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OnvifMedia.Both, "main,middle,small")]
    [InlineData(OnvifMedia.SecondOnly, "main,middle,small")]
    [InlineData(OnvifMedia.FirstOnly, "middle,small")]
    public async Task Every_version_of_the_media_service_lists_its_profiles(OnvifMedia media, string tokens)
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(new() { Media = media, Streams = MainAndSmall }, Cancelled);
        using var client = device.ClientOf();

        var profiles = await client.Media.GetProfilesAsync(Cancelled);

        Assert.Equal(tokens, string.Join(',', profiles.Select(profile => profile.Token)));
        var small = profiles[^1];
        Assert.Equal(("smallStream", "h264", 640, 360, 15, 2048), (small.Name, small.Codec, small.Width, small.Height, small.FrameRate, small.BitrateKbps));
        Assert.Equal("sensor", small.VideoSource);
        Assert.Equal("smallStream (h264 640x360)", small.ToString());
    }

    [Theory]
    [InlineData(OnvifMedia.FirstOnly)]
    [InlineData(OnvifMedia.SecondOnly)]
    public async Task A_stream_uses_the_host_at_which_the_camera_was_reached(OnvifMedia media)
    {
        var options = new OnvifDeviceOptions { User = "ad min", Password = "p@ss:w/rd", Media = media, AdvertisedHost = "192.0.2.7", Streams = [MainAndSmall[0] with { Encoding = "H264" }] };
        await using var device = await SimulatedOnvifDevice.StartAsync(options, Cancelled);
        using var client = device.ClientOf("ad min", "p@ss:w/rd");

        var profile = Assert.Single(await client.Media.GetProfilesAsync(Cancelled));
        var stream = await client.Media.GetStreamUriAsync(profile, Cancelled);

        Assert.Equal("rtsp://ad%20min:p%40ss%3Aw%2Frd@127.0.0.1:8554/main?a=1&b=2", stream.WithCredentials);
        Assert.Equal(("ad min", "p@ss:w/rd"), (stream.UserName, stream.Password));
    }

    [Fact]
    public async Task A_camera_without_video_is_reported()
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(new() { Streams = [] }, Cancelled);
        using var client = device.ClientOf();

        var refusal = await Assert.ThrowsAsync<OnvifException>(() => client.Media.GetProfilesAsync(Cancelled));

        Assert.Equal(FailureReasons.NoVideo, refusal.Reason);
    }

    [Fact]
    public async Task A_stream_that_is_no_rtsp_is_not_opened()
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(new() { Streams = [new("main", new Uri("file:///etc/passwd"))] }, Cancelled);
        using var client = device.ClientOf();

        var profile = Assert.Single(await client.Media.GetProfilesAsync(Cancelled));
        var refusal = await Assert.ThrowsAsync<OnvifException>(() => client.Media.GetStreamUriAsync(profile, Cancelled));

        Assert.Equal(FailureReasons.NotFound, refusal.Reason);
    }

    [Theory]
    [InlineData(640, 480, "small")]
    [InlineData(320, 240, "small")]
    [InlineData(768, 432, "small")]
    [InlineData(1280, 720, "middle")]
    [InlineData(1920, 1080, "main")]
    [InlineData(7680, 4320, "main")]
    public void A_viewer_gets_the_smallest_stream_that_fills_the_picture(int width, int height, string expected) =>
        Assert.Equal(expected, ProfileChoice.Nearest(Profiles(), width, height).Token);

    [Fact]
    public void A_recording_gets_the_best_stream() => Assert.Equal("main", ProfileChoice.Best(Profiles()).Token);

    [Fact]
    public void The_first_stream_is_used_when_the_camera_states_no_sizes()
    {
        MediaProfile[] profiles = [new("a", "a") { Codec = "h264" }, new("b", "b") { Codec = "h264" }];

        Assert.Equal("a", ProfileChoice.Nearest(profiles, 640, 480).Token);
    }

    private static MediaProfile[] Profiles() =>
        [.. MainAndSmall.Select(stream => new MediaProfile(stream.Token, stream.Token) { Codec = "h264", Width = stream.Width, Height = stream.Height })];
}
