using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace FalconEye.Rtsp.Units;

/// <summary>Parameter sets in a session description: base64, separated by commas (RFC 6184, section 8.1).</summary>
internal static class SpropSets
{
    private const int MaxLength = 64 * 1024;

    /// <summary>Reads what can be read. Some cameras put Annex B into it, or several sets into one.</summary>
    internal static List<byte[]> Read(string? value)
    {
        var sets = new List<byte[]>();
        if (value is null || value.Length > MaxLength)
        {
            return sets;
        }

        foreach (var text in value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Decode(text) is { } bytes)
            {
                var units = new AnnexB(bytes, 1);
                while (units.MoveNext())
                {
                    sets.Add(units.Current.ToArray());
                }
            }
        }

        return sets;
    }

    /// <summary>Base64 with its padding, or without.</summary>
    private static byte[]? Decode(string text)
    {
        var padded = Encoding.UTF8.GetBytes(text.TrimEnd('=') + "==="[..((4 - (text.TrimEnd('=').Length % 4)) % 4)]);
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(padded.Length)];
        return Base64.DecodeFromUtf8(padded, bytes, out _, out var written) == OperationStatus.Done ? bytes[..written] : null;
    }
}
