using FalconEye.Rtsp.Client;

namespace FalconEye.Rtsp.Tests.Client;

public sealed class RtspAddressTests
{
    [Theory]
    [InlineData("rtsp://host/path?a=b", "rtsp://host/path?a=b", null, null)]
    [InlineData("RTSP://host:554", "rtsp://host", null, null)]
    [InlineData("rtsps://host/x", "rtsps://host/x", null, null)]
    [InlineData("rtsps://host:554/x", "rtsps://host:554/x", null, null)]
    [InlineData("rtsp://admin:p%40ss@host/x", "rtsp://host/x", "admin", "p@ss")]
    [InlineData("rtsp://admin:p@ss@host:8554/x", "rtsp://host:8554/x", "admin", "p@ss")]
    [InlineData("rtsp://admin:pa#ss@host/x", "rtsp://host/x", "admin", "pa#ss")]
    [InlineData("rtsp://admin:pa?ss@host/x", "rtsp://host/x", "admin", "pa?ss")]
    [InlineData("rtsp://admin:pa/ss@host/x", "rtsp://host/x", "admin", "pa/ss")]
    [InlineData("rtsp://admin:p@s:/s@host:1/x", "rtsp://host:1/x", "admin", "p@s:/s")]
    [InlineData("rtsp://admin:100%sure@host/x", "rtsp://host/x", "admin", "100%sure")]
    [InlineData("rtsp://admin@host/x", "rtsp://host/x", "admin", null)]
    [InlineData("rtsp://host/user@domain/x", "rtsp://host/user@domain/x", null, null)]
    [InlineData("rtsp://host?mail=a@b", "rtsp://host?mail=a@b", null, null)]
    [InlineData("rtsp://rtsp://host/x", "rtsp://host/x", null, null)]
    [InlineData("rtsp://::ffff:192.168.1.123/x", "rtsp://[::ffff:192.168.1.123]/x", null, null)]
    [InlineData("rtsp://[fe80::1]:8554/x", "rtsp://[fe80::1]:8554/x", null, null)]
    [InlineData("192.168.1.10:554/stream0/", "rtsp://192.168.1.10/stream0/", null, null)]
    [InlineData("rtsp://host/ä b", "rtsp://host/%C3%A4%20b", null, null)]
    public void Quirks_41_and_43_to_45_an_address_is_read_as_it_is_pasted(string text, string url, string? user, string? password)
    {
        RtspAddress address = RtspAddress.Parse(text)!;

        Assert.Equal((url, user, password), (address.Url, address.User, address.Password));
    }

    [Theory]
    [InlineData("")]
    [InlineData("rtsp://")]
    [InlineData("http://host/")]
    [InlineData("rtsp://host:0/")]
    [InlineData("rtsp://host:99999/")]
    [InlineData("rtsp://[fe80::1/")]
    [InlineData("rtsp://a b/")]
    public void An_address_without_a_valid_host_is_refused(string text) => Assert.Null(RtspAddress.Parse(text));

    [Theory]
    [InlineData("rtsp://rtsp://other/base/", "rtsp://host/base/")]
    [InlineData("rtsp://10.0.0.1:554/base", "rtsp://host/base")]
    [InlineData("/base", "rtsp://host/base")]
    [InlineData("base", "rtsp://host/path")]
    [InlineData(null, "rtsp://host/path")]
    public void Quirks_43_46_47_and_50_a_base_gives_the_path_and_never_the_host(string? contentBase, string url) =>
        Assert.Equal(url, RtspAddress.Parse("rtsp://host/path")!.Rebase(contentBase).Url);

    [Theory]
    [InlineData("rtsp://host/a/", "trackID=1", "rtsp://host/a/trackID=1")]
    [InlineData("rtsp://host/a", "trackID=1", "rtsp://host/a/trackID=1 rtsp://host/trackID=1")]
    [InlineData("rtsp://host/a?x=1", "trackID=1", "rtsp://host/a?x=1/trackID=1 rtsp://host/trackID=1")]
    [InlineData("rtsp://host/a", "?ctype=video", "rtsp://host/a?ctype=video rtsp://host?ctype=video")]
    [InlineData("rtsp://host/a", "/trackID=1", "rtsp://host/a/trackID=1 rtsp://host/trackID=1")]
    [InlineData("rtsp://host/a", "/a/trackID=1", "rtsp://host/a/trackID=1 rtsp://host/a/a/trackID=1")]
    [InlineData("rtsp://host/a", "rtsp://10.0.0.1:99/b/trackID=1", "rtsp://host/b/trackID=1")]
    [InlineData("rtsp://host/a", "*", "rtsp://host/a")]
    [InlineData("rtsp://host/a", null, "rtsp://host/a")]
    public void Quirks_48_to_51_a_control_is_appended_and_else_joined(string url, string? control, string expected) =>
        Assert.Equal(expected, string.Join(' ', RtspAddress.Parse(url)!.TrackUrls(control)));
}
