using System.Globalization;
using FalconEye.Rtsp.Bitstream;
using FalconEye.TestKit;
using FalconEye.TestKit.Streams;

namespace FalconEye.Rtsp.Tests.Bitstream;

/// <summary>What x264 and x265 say in their parameter sets, compared with what ffprobe reads.</summary>
public sealed class ParameterSetTests
{
    [Theory]
    [InlineData("libx264", "-profile:v baseline", "176x144")]
    [InlineData("libx264", "-profile:v main -bf 3", "322x242")]
    [InlineData("libx264", "-profile:v high -bf 2 -level 4.1", "1920x1080")]
    [InlineData("libx264", "-pix_fmt yuv422p -profile:v high422", "358x202")]
    [InlineData("libx264", "-pix_fmt yuv444p -profile:v high444 -vf scale=321:241", "320x240")]
    [InlineData("libx264", "-pix_fmt yuv420p10le -profile:v high10", "640x360")]
    [InlineData("libx264", "-flags +ildct+ilme -x264-params tff=1", "720x576")]
    [InlineData("libx264", "-x264-params cqm=jvt:sar=16/11:nal-hrd=vbr:vbv-maxrate=1000:vbv-bufsize=1000", "704x576")]
    [InlineData("libx264", "-color_range pc -colorspace bt709 -color_primaries bt709 -color_trc bt709", "2592x1944")]
    [InlineData("libx265", "-x265-params log-level=none:bframes=0", "322x242")]
    [InlineData("libx265", "-x265-params log-level=none:bframes=4:b-pyramid=1", "1920x1080")]
    [InlineData("libx265", "-pix_fmt yuv420p10le -x265-params log-level=none:temporal-layers=3", "640x360")]
    [InlineData("libx265", "-pix_fmt yuv422p10le -x265-params log-level=none:scaling-list=default", "358x202")]
    [InlineData("libx265", "-pix_fmt yuv444p -vf scale=321:241 -x265-params log-level=none:level-idc=5.1:high-tier=1", "320x240")]
    public async Task Size_profile_level_and_reordering_are_those_that_ffprobe_reads(string encoder, string arguments, string size)
    {
        using TemporaryFolder folder = new();
        var cancellation = TestContext.Current.CancellationToken;
        var video = await EncodedVideo.EncodeAsync(folder, encoder, arguments.Split(' '), size, 1, cancellation);
        var isHevc = encoder == "libx265";
        var told = (await Tool.OutputOfAsync(
            "ffprobe",
            ["-v", "error", "-show_entries", "stream=width,height,has_b_frames,level,r_frame_rate", "-of", "default=noprint_wrappers=1", video.Path],
            cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var nal = video.Units[0].NalUnits.First(unit => isHevc ? ((unit[0] >> 1) & 0x3F) == 33 : (unit[0] & 0x1F) == 7);
        var (avc, hevc) = (isHevc ? null : AvcParameters.Parse(nal), isHevc ? HevcParameters.Parse(nal) : null);

        Assert.Equal($"{told["width"]}x{told["height"]}", $"{avc?.Width ?? hevc!.Width}x{avc?.Height ?? hevc!.Height}");
        Assert.Equal(told["has_b_frames"], (avc?.ReorderDepth ?? hevc!.ReorderDepth).ToString(CultureInfo.InvariantCulture));
        Assert.Equal(told["level"], (avc?.Level ?? hevc!.Profile.Span[11]).ToString(CultureInfo.InvariantCulture));
        Assert.Equal(25, avc?.FrameRate ?? 25);
    }

    [Theory]
    [InlineData("42010101600000030090000003000003005DA00280802D165959A4932BC05A020000030002000003003C10", "hvc1.1.6.L93.90", 1280, 720)]
    [InlineData("6764001EACD940A02FF970110000030001000003003C0F162D96", "avc1.64001E", 640, 360)]
    public void Codec_strings_are_those_that_browsers_ask_for(string hexadecimal, string codec, int width, int height)
    {
        var nal = Convert.FromHexString(hexadecimal);

        Assert.Equal(
            (codec, width, height),
            nal[0] == 0x42 && HevcParameters.Parse(nal) is { } hevc ? (hevc.CodecString, hevc.Width, hevc.Height)
            : AvcParameters.Parse(nal) is { } avc ? (avc.CodecString, avc.Width, avc.Height) : default);
    }

    [Theory]
    [InlineData("1190", 2, 48_000, 48_000, 2, "mp4a.40.2")]
    [InlineData("1408", 2, 16_000, 16_000, 1, "mp4a.40.2")]
    [InlineData("2B8A0800", 5, 22_050, 44_100, 1, "mp4a.40.5")]
    public void An_audio_configuration_has_sample_rate_and_channels(string hexadecimal, int type, int core, int heard, int channels, string codec)
    {
        var parsed = AacConfiguration.Parse(Convert.FromHexString(hexadecimal))!;

        Assert.Equal((type, core, heard, channels, codec), (parsed.ObjectType, parsed.CoreRate, parsed.SampleRate, parsed.Channels, parsed.CodecString));
    }
}
