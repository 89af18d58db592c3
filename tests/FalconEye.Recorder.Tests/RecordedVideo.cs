using System.Globalization;
using FalconEye.TestKit;

namespace FalconEye.Recorder.Tests;

/// <summary>What ffprobe and FFmpeg make of a file.</summary>
public static class RecordedVideo
{
    /// <summary>How long it plays.</summary>
    public static async Task<TimeSpan> DurationAsync(string path, CancellationToken cancellationToken) => TimeSpan.FromSeconds(double.Parse(
        await Tool.OutputOfAsync("ffprobe", ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path], cancellationToken),
        CultureInfo.InvariantCulture));

    /// <summary>The codec of its picture or sound; empty when it has none.</summary>
    public static async Task<string> CodecAsync(string path, string stream, CancellationToken cancellationToken) => (await Tool.OutputOfAsync(
        "ffprobe", ["-v", "error", "-select_streams", stream, "-show_entries", "stream=codec_name", "-of", "csv=p=0", path], cancellationToken)).Trim();

    /// <summary>When each packet of a stream is shown, in seconds.</summary>
    public static async Task<IReadOnlyList<double>> TimesAsync(string path, string stream, CancellationToken cancellationToken) =>
    [
        .. (await Tool.OutputOfAsync(
            "ffprobe", ["-v", "error", "-select_streams", stream, "-show_entries", "packet=pts_time", "-of", "csv=p=0", path], cancellationToken))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => double.Parse(line.TrimEnd(','), CultureInfo.InvariantCulture)),
    ];

    /// <summary>Decodes all of it, which must give no complaint.</summary>
    public static async Task PlaysAsync(string path, CancellationToken cancellationToken)
    {
        // The frames' own times, not those of a constant rate: two frames that arrived close together would be complained of.
        string[] arguments = ["-v", "error", "-nostdin", "-i", path, "-fps_mode", "passthrough", "-enc_time_base", "-1", "-f", "null", "-"];
        var result = await Tool.RunAsync("ffmpeg", arguments, cancellationToken);
        Assert.Equal((0, ""), (result.ExitCode, result.Error.Trim()));
    }

    /// <summary>The video as the elementary stream it was recorded from.</summary>
    public static async Task<byte[]> ElementaryStreamAsync(string path, string format, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var stream = folder["stream"];
        await Tool.OutputOfAsync("ffmpeg", ["-v", "error", "-nostdin", "-i", path, "-map", "0:v", "-c", "copy", "-f", format, stream], cancellationToken);
        return await File.ReadAllBytesAsync(stream, cancellationToken);
    }

    /// <summary>True when the index is before the samples and there are no fragments.</summary>
    public static async Task<bool> IsFaststartAsync(string path, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        return bytes.AsSpan().IndexOf("moov"u8) is > 0 and var moov && moov < bytes.AsSpan().IndexOf("mdat"u8) && bytes.AsSpan().IndexOf("moof"u8) < 0;
    }
}
