using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Tests;

public sealed class WireNameTests
{
    [Theory]
    [InlineData("rtsp", CameraProtocol.Rtsp)]
    [InlineData("USB", CameraProtocol.Usb)]
    public void A_name_is_read_in_any_case(string text, CameraProtocol expected)
    {
        Assert.True(WireName<CameraProtocol>.TryParse(text, out var name));
        Assert.Equal(expected, name.Value);
    }

    [Theory]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1")]
    [InlineData("-1")]
    [InlineData(" rtsp")]
    [InlineData("rtsp,onvif")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_but_one_name_is_refused(string? text) => Assert.False(WireName<CameraProtocol>.TryParse(text, out _));
}
