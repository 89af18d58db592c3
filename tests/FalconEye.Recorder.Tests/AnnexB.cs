using FalconEye.TestKit.Cameras;

namespace FalconEye.Recorder.Tests;

/// <summary>Cuts Annex B streams (ITU-T H.264 and H.265) into their units.</summary>
public static class AnnexB
{
    /// <summary>The slices, as hexadecimal digests of their bytes; parameter sets are repeated or not as the container likes.</summary>
    public static IReadOnlyList<string> Slices(byte[] stream, VideoCodec codec) =>
    [
        .. Units(stream)
            .Where(unit => codec == VideoCodec.H265 ? (stream[unit.Start.Value] >> 1 & 0x3F) < 32 : (stream[unit.Start.Value] & 0x1F) is >= 1 and <= 5)
            .Select(unit => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(stream.AsSpan(unit)))),
    ];

    private static IEnumerable<Range> Units(byte[] stream)
    {
        var start = Next(stream, 0);
        while (start < stream.Length)
        {
            var next = Next(stream, start);
            var end = next < stream.Length || EndsWithCode(stream) ? next - 3 : stream.Length;
            while (end > start && stream[end - 1] == 0)
                end--;
            yield return start..end;
            start = next;
        }
    }

    private static bool EndsWithCode(byte[] stream) => stream.AsSpan().EndsWith((byte[])[0, 0, 1]);

    private static int Next(byte[] stream, int from)
    {
        var code = stream.AsSpan(from).IndexOf((byte[])[0, 0, 1]);
        return code < 0 ? stream.Length : from + code + 3;
    }
}
