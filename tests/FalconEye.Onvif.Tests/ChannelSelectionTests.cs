using FalconEye.Contracts.Cameras;
using FalconEye.Onvif.Media;

namespace FalconEye.Onvif.Tests;

public sealed class ChannelSelectionTests
{
    private static readonly MediaProfile[] Recorder =
    [
        new("p1", "Channel 1 main") { VideoSource = "s1", Codec = "h264", Width = 1920, Height = 1080 },
        new("p2", "Channel 1 sub") { VideoSource = "s1", Codec = "h264", Width = 640, Height = 360 },
        new("p3", "Channel 2 main") { VideoSource = "s2", Codec = "hevc", Width = 3840, Height = 2160 },
    ];

    [Theory]
    [InlineData("onvif://10.0.0.5", "p1,p2")]
    [InlineData("onvif://10.0.0.5/onvif/device_service?channel=2", "p3")]
    [InlineData("onvif://10.0.0.5/?profile=p2", "p2")]
    [InlineData("onvif://10.0.0.5/?profile=Channel%202%20main", "p3")]
    public void An_address_means_one_channel_of_a_recorder(string address, string tokens) =>
        Assert.Equal(tokens, string.Join(',', ProfileChoice.Of(Address(address), Recorder).Select(profile => profile.Token)));

    [Theory]
    [InlineData("onvif://10.0.0.5/?channel=3", "The camera has no channel 3. It has: 1, 2.")]
    [InlineData("onvif://10.0.0.5/?channel=x", "The camera has no channel x. It has: 1, 2.")]
    [InlineData("onvif://10.0.0.5/?profile=p9", "The camera has no stream \"p9\". It has: Channel 1 main, Channel 1 sub, Channel 2 main.")]
    public void A_missing_channel_is_reported(string address, string message) =>
        Assert.Equal(message, Assert.Throws<OnvifException>(() => ProfileChoice.Of(Address(address), Recorder)).Message);

    private static SourceAddress Address(string text) =>
        SourceAddress.TryParse(text, out var address, out var problem) ? address : throw new InvalidOperationException(problem);
}
