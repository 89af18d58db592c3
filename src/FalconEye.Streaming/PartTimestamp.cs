using System.Globalization;
using System.Text;

namespace FalconEye.Streaming;

/// <summary>Watches the text between frames for the header with their capture time.</summary>
internal sealed class PartTimestamp
{
    /// <summary>Longer lines hold no timestamp.</summary>
    private const int MaxLine = 64;

    private readonly byte[] _line = new byte[MaxLine];
    private int _length;
    private long? _value;

    /// <summary>Goes on with the next bytes.</summary>
    internal void Read(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..end];
            var kept = part[..Math.Min(part.Length, MaxLine - _length)];
            kept.CopyTo(_line.AsSpan(_length));
            _length += kept.Length;
            if (end < 0)
            {
                return;
            }

            EndLine();
            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>The time in microseconds that was told since the last call, if any.</summary>
    internal long? Take()
    {
        var value = _value;
        _value = null;
        _length = 0;
        return value;
    }

    private void EndLine()
    {
        var line = Encoding.ASCII.GetString(_line, 0, _length);
        _length = 0;
        const string Name = MultipartFormat.TimestampHeader + ":";
        if (line.StartsWith(Name, StringComparison.OrdinalIgnoreCase)
            && long.TryParse(line.AsSpan(Name.Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            _value = value;
        }
    }
}
