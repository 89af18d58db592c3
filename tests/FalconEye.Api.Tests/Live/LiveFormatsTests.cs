using FalconEye.Api.Cameras.Live;

namespace FalconEye.Api.Tests.Live;

public sealed class LiveFormatsTests
{
    [Theory]
    [InlineData("mp4,jpeg", "avc1.64001F", true)]
    [InlineData("mp4,jpeg", "avc1.64001F,mp4a.40.2", true)]
    [InlineData("mp4,jpeg", "hvc1.1.6.L93.B0", false)]
    [InlineData("mp4;codecs=avc1+hvc1,jpeg", "hvc1.1.6.L93.B0", true)]
    [InlineData("mp4;codecs=avc1 mp4a", "avc1.64001F,flac", false)]
    [InlineData(" MP4;codecs=AVC1+FLAC , webrtc", "avc1.64001F,flac", true)]
    [InlineData("jpeg", "avc1.64001F", false)]
    public void A_client_gets_the_codecs_that_it_names(string formats, string codecs, bool takes) =>
        Assert.Equal(takes, LiveFormats.Parse(formats)!.Takes($"video/mp4; codecs=\"{codecs}\""));

    [Theory]
    [InlineData("")]
    [InlineData("webrtc,hls")]
    [InlineData("mp4;codec=avc1")]
    public void A_client_without_a_known_format_gets_an_error(string formats) => Assert.Null(LiveFormats.Parse(formats));

    [Fact]
    public void A_parameter_of_any_length_is_refused_without_being_read() => Assert.Null(LiveFormats.Parse("mp4," + new string('x', 1000)));

    [Theory]
    [InlineData("")]
    [InlineData("video/mp4")]
    [InlineData("video/mp4; codecs=\"\"")]
    public void A_content_type_without_codecs_is_not_accepted(string mime) =>
        Assert.False(LiveFormats.Parse("mp4;codecs=avc1")!.Takes(mime));
}
