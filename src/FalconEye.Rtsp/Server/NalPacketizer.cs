using System.Buffers.Binary;

namespace FalconEye.Rtsp.Server;

/// <summary>H.264 (RFC 6184, packetization mode 1) and H.265 (RFC 7798): a packet for each NAL unit, fragments of those that are longer.</summary>
internal sealed class NalPacketizer(byte payloadType, uint source, bool isHevc) : RtpPacketizer(payloadType, source)
{
    private const int LengthPrefix = sizeof(int);

    /// <summary>FU-A of H.264.</summary>
    private const int AvcFragment = 28;

    /// <summary>FU of H.265.</summary>
    private const int HevcFragment = 49;

    private const byte Start = 0x80;
    private const byte End = 0x40;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> unit, IReadOnlyList<ReadOnlyMemory<byte>> before, uint timestamp, RtpPacketHandler onPacket)
    {
        foreach (var set in before)
        {
            SendNal(set.Span, timestamp, isLast: false, onPacket);
        }

        while (unit.Length > LengthPrefix)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(unit);
            if (length > unit.Length - LengthPrefix)
            {
                // What is cut off cannot be decoded.
                return;
            }

            var nal = unit.Slice(LengthPrefix, (int)length);
            unit = unit[(LengthPrefix + (int)length)..];
            SendNal(nal, timestamp, unit.Length <= LengthPrefix, onPacket);
        }
    }

    private void SendNal(ReadOnlySpan<byte> nal, uint timestamp, bool isLast, RtpPacketHandler onPacket)
    {
        var headerLength = isHevc ? 2 : 1;
        if (nal.Length <= headerLength)
        {
            return;
        }

        if (nal.Length <= MaxPayload)
        {
            Send(timestamp, isLast, [], nal, onPacket);
            return;
        }

        Span<byte> head = stackalloc byte[headerLength + 1];
        var type = isHevc ? (nal[0] >> 1) & 0x3F : nal[0] & 0x1F;
        head[0] = isHevc ? (byte)((nal[0] & 0x81) | (HevcFragment << 1)) : (byte)((nal[0] & 0xE0) | AvcFragment);
        if (isHevc)
        {
            head[1] = nal[1];
        }

        var rest = nal[headerLength..];
        for (var isFirst = true; !rest.IsEmpty; isFirst = false)
        {
            var part = rest[..Math.Min(rest.Length, MaxPayload - head.Length)];
            rest = rest[part.Length..];
            head[^1] = (byte)((isFirst ? Start : 0) | (rest.IsEmpty ? End : 0) | type);
            Send(timestamp, isLast && rest.IsEmpty, head, part, onPacket);
        }
    }
}
