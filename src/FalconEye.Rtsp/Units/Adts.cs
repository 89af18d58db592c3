namespace FalconEye.Rtsp.Units;

/// <summary>The header of an ADTS frame (ISO/IEC 14496-3, section 1.A.2.2).</summary>
/// <param name="HeaderLength">Bytes of the header: 7, or 9 with a checksum.</param>
/// <param name="Length">Bytes of the frame, header included.</param>
/// <param name="Configuration">The AudioSpecificConfig that it stands for, as a big-endian number of two bytes.</param>
internal readonly record struct Adts(int HeaderLength, int Length, ushort Configuration)
{
    private const int MinHeaderLength = 7;

    /// <summary>Reads a header. Raw AAC never begins like one: it would end there.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out Adts header)
    {
        header = default;
        if (bytes.Length < MinHeaderLength || bytes[0] != 0xFF || (bytes[1] & 0xF6) != 0xF0)
        {
            return false;
        }

        var headerLength = (bytes[1] & 1) != 0 ? MinHeaderLength : MinHeaderLength + sizeof(ushort);
        var length = ((bytes[3] & 3) << 11) | (bytes[4] << 3) | (bytes[5] >> 5);
        var (profile, rate) = (bytes[2] >> 6, (bytes[2] >> 2) & 0xF);
        var channels = ((bytes[2] & 1) << 2) | (bytes[3] >> 6);
        header = new Adts(headerLength, length, (ushort)(((profile + 1) << 11) | (rate << 7) | (channels << 3)));
        return length > headerLength && length <= bytes.Length;
    }
}
