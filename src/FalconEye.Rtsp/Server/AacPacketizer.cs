using System.Buffers.Binary;

namespace FalconEye.Rtsp.Server;

/// <summary>AAC as RFC 3640 has it in mode AAC-hbr: one access unit in a packet, or in several with the header of the whole in each.</summary>
internal sealed class AacPacketizer(byte payloadType, uint source) : RtpPacketizer(payloadType, source)
{
    private const int HeaderLength = 4;
    private const int HeaderBits = 16;
    private const int MaxUnit = (1 << 13) - 1;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> unit, IReadOnlyList<ReadOnlyMemory<byte>> before, uint timestamp, RtpPacketHandler onPacket)
    {
        if (unit.IsEmpty || unit.Length > MaxUnit)
        {
            return;
        }

        Span<byte> head = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteUInt16BigEndian(head, HeaderBits);
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)(unit.Length << 3));
        while (!unit.IsEmpty)
        {
            var part = unit[..Math.Min(unit.Length, MaxPayload - HeaderLength)];
            unit = unit[part.Length..];
            Send(timestamp, unit.IsEmpty, head, part, onPacket);
        }
    }
}
