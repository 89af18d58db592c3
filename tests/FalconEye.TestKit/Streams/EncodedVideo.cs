using System.Globalization;

namespace FalconEye.TestKit.Streams;

/// <summary>H.264 or H.265 that FFmpeg encoded, access unit by access unit, with the MP4 that FFmpeg made of the same.</summary>
public sealed class EncodedVideo
{
    private static readonly byte[] StartCode = [0, 0, 1];

    private EncodedVideo(string path, IReadOnlyList<EncodedUnit> units) => (Path, Units) = (path, units);

    /// <summary>The MP4.</summary>
    public string Path { get; }

    /// <summary>Its access units in decoding order, parameter sets before each keyframe.</summary>
    public IReadOnlyList<EncodedUnit> Units { get; }

    /// <summary>Encodes a moving test picture.</summary>
    /// <param name="folder">Where the files go.</param>
    /// <param name="encoder"><c>libx264</c> or <c>libx265</c>.</param>
    /// <param name="arguments">Further arguments for the encoder.</param>
    /// <param name="size">Width and height, such as <c>320x240</c>.</param>
    /// <param name="seconds">How long it is, at 25 frames a second.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<EncodedVideo> EncodeAsync(
        TemporaryFolder folder, string encoder, string[] arguments, string size, int seconds, CancellationToken cancellationToken)
    {
        string name = Guid.NewGuid().ToString("N");
        (string mp4, string raw) = (folder[name + ".mp4"], folder[name + ".bin"]);
        string[] quiet = encoder == "libx265" ? ["-x265-params", "log-level=none"] : [];
        await Tool.OutputOfAsync(
            "ffmpeg",
            [
                "-v", "error", "-nostdin", "-f", "lavfi", "-i", $"testsrc2=size={size}:rate=25", "-t", $"{seconds}", "-c:v", encoder, "-preset", "veryfast",
                "-pix_fmt", "yuv420p", .. quiet, .. arguments, "-video_track_timescale", "90000", mp4,
            ],
            cancellationToken);
        string name264 = encoder == "libx265" ? "hevc" : "h264";
        await Tool.OutputOfAsync(
            "ffmpeg",
            [
                "-v", "error", "-nostdin", "-i", mp4, "-c", "copy", "-bsf:v", $"{name264}_mp4toannexb,{name264}_metadata=aud=insert", "-f", name264, raw,
            ],
            cancellationToken);
        string packets = await Tool.OutputOfAsync(
            "ffprobe", ["-v", "error", "-show_entries", "packet=pts,dts,flags", "-of", "csv=p=0", mp4], cancellationToken);
        List<List<byte[]>> units = Split(await File.ReadAllBytesAsync(raw, cancellationToken), isHevc: encoder == "libx265");
        string[][] times = [.. packets.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
        return times.Length == units.Count
            ? new EncodedVideo(mp4, [.. units.Zip(times, (nals, time) => new EncodedUnit(nals, Number(time[0]), Number(time[1]), time[2].Contains('K', StringComparison.Ordinal)))])
            : throw new InvalidOperationException($"{times.Length} packets, {units.Count} access units.");
    }

    /// <summary>Cuts Annex B into access units: each begins with a delimiter.</summary>
    private static List<List<byte[]>> Split(byte[] bytes, bool isHevc)
    {
        List<List<byte[]>> units = [];
        for (int start = 3 + bytes.AsSpan().IndexOf(StartCode); start < bytes.Length;)
        {
            int found = bytes.AsSpan(start).IndexOf(StartCode);
            byte[] nal = found < 0 ? bytes[start..] : bytes.AsSpan(start, found).TrimEnd((byte)0).ToArray();
            if (isHevc ? ((nal[0] >> 1) & 0x3F) == 35 : (nal[0] & 0x1F) == 9)
                units.Add([]);
            units[^1].Add(nal);
            start = found < 0 ? bytes.Length : start + found + 3;
        }

        return units;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
