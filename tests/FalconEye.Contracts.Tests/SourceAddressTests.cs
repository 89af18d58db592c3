using FalconEye.Contracts.Cameras;

namespace FalconEye.Contracts.Tests;

public sealed class SourceAddressTests
{
    [Theory]
    [InlineData("rtsp://192.168.1.20/stream1", "192.168.1.20:554/stream1")]
    [InlineData("rtsp://u:p@CAM.local:8554/a/b/?x=1", "cam.local:8554/a/b/?x=1")]
    [InlineData("https://cam.local/video", "cam.local:443/video")]
    [InlineData("onvif://10.0.0.5", "10.0.0.5:80")]
    [InlineData("rtsp://10.0.0.5/a?user=x&password=one", "10.0.0.5:554/a?user=x&password=***")]
    [InlineData("onvif://10.0.0.5/onvif/device_service", "10.0.0.5:80")]
    [InlineData("onvif://10.0.0.5/onvif/device_service?channel=2", "10.0.0.5:80/?channel=2")]
    [InlineData("onvif://10.0.0.5/?channel=2", "10.0.0.5:80/?channel=2")]
    [InlineData("onvifs://10.0.0.5/other", "10.0.0.5:443/other")]
    [InlineData("rtsp://[fe80::1]:554/x", "fe80::1:554/x")]
    public void Host_port_and_path_make_the_camera(string text, string identity)
    {
        Assert.True(SourceAddress.TryParse(text, out var address, out var problem), problem);
        Assert.Equal(identity, address.Identity);
    }

    [Theory]
    [InlineData("rtsp://admin:hush@h/x", "rtsp://admin:***@h/x")]
    [InlineData("rtsp://admin:hu%40sh@h/x", "rtsp://admin:***@h/x")]
    [InlineData("rtsp://admin@h/x", "rtsp://admin@h/x")]
    [InlineData("rtsp://h/x", "rtsp://h/x")]
    public void The_text_form_hides_the_password(string text, string shown)
    {
        Assert.True(SourceAddress.TryParse(text, out var address, out _));
        Assert.Equal(shown, address.ToString());
        Assert.Equal(text, address.WithCredentials);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("192.168.1.20")]
    [InlineData("file:///etc/passwd")]
    [InlineData("concat:a|b")]
    [InlineData("pipe:0")]
    [InlineData("data:image/jpeg;base64,AA")]
    [InlineData("rtsp:///x")]
    [InlineData("rtsp://h/x\r\nHost: y")]
    [InlineData("rtsp://h/a b")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("rtsp://169.254.169.254/x")]
    [InlineData("http://2852039166/latest")]
    [InlineData("rtsp://2852039166/x")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://metadata.google.internal/")]
    public void What_is_no_cameras_address_is_refused_in_words(string? text)
    {
        Assert.False(SourceAddress.TryParse(text, out _, out var problem));
        Assert.NotEqual("", problem);
    }
}
