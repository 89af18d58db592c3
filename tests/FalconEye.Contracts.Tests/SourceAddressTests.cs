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
    public void Host_port_and_path_identify_the_camera(string text, string identity)
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

    /// <summary>Passwords are pasted as they are; who knows percent-encoding uses it.</summary>
    [Theory]
    [InlineData("rtsp://admin:12#34@192.168.1.20/live", "12#34")]
    [InlineData("rtsp://admin:12#34@host", "12#34")]
    [InlineData("rtsp://admin:pa#ss@host/live", "pa#ss")]
    [InlineData("rtsp://admin:p@ss@host/live", "p@ss")]
    [InlineData("rtsp://admin:p@ss@192.168.1.20:8554/live?channel=1", "p@ss")]
    [InlineData("rtsp://admin:pa?ss@host/live", "pa?ss")]
    [InlineData("rtsp://admin:a/b@host/live", "a/b")]
    [InlineData("rtsp://admin:12/34@192.168.1.20/live", "12/34")]
    [InlineData("rtsp://admin:12?34@cam.lan", "12?34")]
    [InlineData("rtsp://admin:a:b@host/live", "a:b")]
    [InlineData("rtsp://admin:100%sure@host/live", "100%sure")]
    [InlineData("rtsp://admin:50%@host/live", "50%")]
    [InlineData("rtsp://admin:p%40ss@host/live", "p@ss")]
    [InlineData("rtsp://admin:p%2Fss%23@host/live", "p/ss#")]
    [InlineData("rtsp://admin:back\\slash@host/live", "back\\slash")]
    [InlineData("RTSP://admin:s#cret@host/live", "s#cret")]
    [InlineData("HtTp://admin:p@s/s?w#d:1%@10.0.0.9/live", "p@s/s?w#d:1%")]
    [InlineData("rtsp://me@example.com:p@ss@10.0.0.9/live", "p@ss")]
    [InlineData("rtsp://ädmin:s3crét@10.0.0.9/live", "s3crét")]
    public void A_pasted_password_is_read_unchanged_and_never_shown(string text, string password)
    {
        Assert.True(SourceAddress.TryParse(text, out var address, out var problem), problem);

        Assert.Equal(password, address.Password);
        Assert.True(address.HasCredentials);
        Assert.Equal("***", new Uri(address.Redacted).UserInfo.Split(':')[1]);
        Assert.Equal(address.Redacted, address.ToString());
        Assert.True(SourceAddress.TryParse(address.WithCredentials, out var again, out _));
        Assert.Equal((password, address.Host, address.Port, address.Identity), (again.Password, again.Host, again.Port, again.Identity));
        Assert.DoesNotContain(password, address.Redacted + address.Identity + address.RedactedPath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rtsp://admin:12/34@host/live")]
    [InlineData("rtsp://admin:p@a/b@cam/live")]
    [InlineData("rtsp://admin:p@10.0.0.8/b@10.0.0.9/live")]
    [InlineData("rtsp://admin:12#34")]
    [InlineData("rtsp://10.0.0.9/live#34")]
    [InlineData("rtsp://admin:a/b")]
    [InlineData("rtsp://admin:a%0d%0aX: y@10.0.0.9/live")]
    [InlineData("rtsp://admin:secret@")]
    public void An_ambiguous_address_is_refused_without_repeating_it(string text)
    {
        Assert.False(SourceAddress.TryParse(text, out _, out var problem));
        Assert.DoesNotContain("34", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rtsp://192.168.1.20:554/stream@2", "192.168.1.20", "/stream@2")]
    [InlineData("rtsp://admin:hush@192.168.1.20/stream@2", "192.168.1.20", "/stream@2")]
    [InlineData("rtsp://cam.lan/user:a@b", "cam.lan", "/user:a@b")]
    public void An_at_sign_in_the_path_is_kept(string text, string host, string path)
    {
        Assert.True(SourceAddress.TryParse(text, out var address, out var problem), problem);
        Assert.Equal((host, path), (address.Host, address.PathAndQuery));
    }

    [Theory]
    [InlineData("http://10.0.0.9/cgi?usr=admin&pwd=a/b?c&x=1", "http://10.0.0.9/cgi?usr=admin&pwd=***&x=1")]
    [InlineData("http://10.0.0.9/cgi?loginuse=admin&loginpas=hush", "http://10.0.0.9/cgi?loginuse=admin&loginpas=***")]
    [InlineData("rtsp://10.0.0.9/user=admin_password=hush_channel=1.sdp", "rtsp://10.0.0.9/user=admin_password=***_channel=1.sdp")]
    [InlineData("rtsp://10.0.0.9/admin:hush/1", "rtsp://10.0.0.9/admin:***/1")]
    [InlineData("rtsp://10.0.0.9:554/live:1", "rtsp://10.0.0.9:554/live:1")]
    [InlineData("rtsp://10.0.0.9/1?passphrase=hush&session=hush", "rtsp://10.0.0.9/1?passphrase=***&session=***")]
    [InlineData("rtsp://10.0.0.9/1?pass%77ord2=hush&channel=2", "rtsp://10.0.0.9/1?pass%77ord2=***&channel=2")]
    [InlineData("http://10.0.0.9/1?X-Signature=hush&pwd1=hush", "http://10.0.0.9/1?X-Signature=***&pwd1=***")]
    public void Passwords_in_path_and_query_are_hidden(string text, string shown)
    {
        Assert.True(SourceAddress.TryParse(text, out var address, out var problem), problem);
        Assert.Equal(shown, address.Redacted);
    }

    [Theory]
    [InlineData("rtsp://admin:***@10.0.0.9/other", "rtsp://admin:pa%23ss@10.0.0.9/other")]
    [InlineData("rtsp://admin:***@10.0.0.9:8554/live", null)]
    [InlineData("rtsp://admin:%2A%2A%2A@10.0.0.9/live", "rtsp://admin:pa%23ss@10.0.0.9/live")]
    [InlineData("rtsp://admin:***@localhost:554@10.0.0.9/live", null)]
    [InlineData("rtsp://admin:***@10.0.0.8/#@10.0.0.9/live", null)]
    [InlineData("rtsp://admin:***@10.0.0.8/live", null)]
    [InlineData("rtsp://root:***@10.0.0.9/live", null)]
    [InlineData("http://admin:***@10.0.0.9:554/live", null)]
    public void A_stored_password_is_kept_for_the_same_scheme_user_host_and_port_only(string shown, string? whole)
    {
        Assert.True(SourceAddress.TryParse("rtsp://admin:pa#ss@10.0.0.9/live", out var stored, out _));
        Assert.True(SourceAddress.TryParse(shown, out var address, out _));
        Assert.Equal(whole, address.WithSecretsOf(stored)?.WithCredentials);
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
    [InlineData("http://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("http://[64:ff9b:1::a9fe:a9fe]/")]
    [InlineData("http://[::169.254.169.254]/")]
    [InlineData("http://[2002:a9fe:a9fe::]/")]
    public void An_invalid_camera_address_is_refused_with_a_message(string? text)
    {
        Assert.False(SourceAddress.TryParse(text, out _, out var problem));
        Assert.NotEqual("", problem);
    }
}
