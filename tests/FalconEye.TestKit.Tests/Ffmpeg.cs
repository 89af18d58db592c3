using FalconEye.TestKit.Cameras;

namespace FalconEye.TestKit.Tests;

/// <summary>FFmpeg as the viewer whose word counts.</summary>
internal static class Ffmpeg
{
    /// <summary>Names of the streams that ffprobe finds, such as <c>h264</c>; empty with the reason in Error if it finds none.</summary>
    public static Task<ToolResult> ProbeAsync(Uri url, CancellationToken cancellationToken)
    {
        string[] transport = url.Scheme == "rtsp" ? ["-rtsp_transport", "tcp"] : [];
        return Tool.RunAsync(
            "ffprobe",
            ["-v", "error", .. transport, "-analyzeduration", "500000", "-i", url.AbsoluteUri,
                "-show_entries", "stream=codec_name", "-of", "csv=p=0"],
            cancellationToken);
    }

    /// <summary>Copies the video of a camera into a raw stream and returns the slices of it.</summary>
    public static async Task<IReadOnlyList<string>> RecordSlicesAsync(
        Uri url, VideoCodec codec, int frames, CancellationToken cancellationToken)
    {
        using TemporaryFolder folder = new();
        string file = folder["recorded"];
        string format = codec == VideoCodec.H264 ? "h264" : "hevc";
        await Tool.OutputOfAsync(
            "ffmpeg",
            ["-v", "error", "-rtsp_transport", "tcp", "-analyzeduration", "500000", "-i", url.AbsoluteUri,
                "-frames:v", $"{frames}", "-c", "copy", "-f", format, file],
            cancellationToken);
        return Slices(await File.ReadAllBytesAsync(file, cancellationToken), codec);
    }

    /// <summary>The slice NAL units of an Annex B stream, each as text that compares well.</summary>
    public static IReadOnlyList<string> Slices(ReadOnlySpan<byte> stream, VideoCodec codec)
    {
        List<string> slices = [];
        ReadOnlySpan<byte> startCode = [0, 0, 1];
        int start = stream.IndexOf(startCode);
        while (start >= 0)
        {
            stream = stream[(start + 3)..];
            start = stream.IndexOf(startCode);
            ReadOnlySpan<byte> unit = (start < 0 ? stream : stream[..start]).TrimEnd((byte)0);
            bool isSlice = codec == VideoCodec.H264 ? (unit[0] & 0x1F) is >= 1 and <= 5 : unit[0] >> 1 < 32;
            if (isSlice)
                slices.Add(Convert.ToBase64String(unit));
        }

        return slices;
    }
}
