using System.Buffers.Binary;

namespace FalconEye.Rtsp.Rtp;

/// <summary>One RTP packet (RFC 3550, section 5.1) on the bytes that carry it.</summary>
internal readonly ref struct RtpPacket
{
    private const int FixedHeader = 12;

    /// <summary>The marker bit.</summary>
    public bool Marker { get; private init; }

    /// <summary>The payload type, 0 to 127.</summary>
    public int PayloadType { get; private init; }

    /// <summary>The sequence number.</summary>
    public ushort SequenceNumber { get; private init; }

    /// <summary>The timestamp.</summary>
    public uint Timestamp { get; private init; }

    /// <summary>The synchronisation source.</summary>
    public uint Source { get; private init; }

    /// <summary>The payload without contributing sources, header extension and padding; empty when the padding claims all of it.</summary>
    public ReadOnlySpan<byte> Payload { get; private init; }

    /// <summary>Reads a packet.</summary>
    /// <returns>Whether it is one: version 2, with a whole header.</returns>
    public static bool TryParse(ReadOnlySpan<byte> data, out RtpPacket packet)
    {
        packet = default;
        if (data.Length < FixedHeader || data[0] >> 6 != 2)
            return false;
        int start = FixedHeader + (4 * (data[0] & 0x0F));
        if ((data[0] & 0x10) != 0)
        {
            if (data.Length < start + 4)
                return false;
            start += 4 + (4 * BinaryPrimitives.ReadUInt16BigEndian(data[(start + 2)..]));
        }

        if (data.Length < start)
            return false;
        int padding = (data[0] & 0x20) != 0 ? data[^1] : 0;
        packet = new RtpPacket
        {
            Marker = (data[1] & 0x80) != 0,
            PayloadType = data[1] & 0x7F,
            SequenceNumber = BinaryPrimitives.ReadUInt16BigEndian(data[2..]),
            Timestamp = BinaryPrimitives.ReadUInt32BigEndian(data[4..]),
            Source = BinaryPrimitives.ReadUInt32BigEndian(data[8..]),
            Payload = data.Length - padding > start ? data[start..^padding] : [],
        };
        return true;
    }
}
