using System.Buffers.Binary;

namespace FalconEye.Rtsp.Server;

/// <summary>Takes an RTP packet, which is valid during the call only.</summary>
/// <param name="packet">The packet, header included.</param>
public delegate void RtpPacketHandler(ReadOnlySpan<byte> packet);

/// <summary>Puts the units of one track into RTP packets (RFC 3550). Not thread-safe.</summary>
public abstract class RtpPacketizer
{
    /// <summary>Bytes of payload at most: with its headers a packet fits into an Ethernet frame, through most tunnels too.</summary>
    public const int MaxPayload = 1400;

    private const int HeaderLength = 12;

    private readonly byte[] _packet = new byte[HeaderLength + MaxPayload];
    private readonly byte _payloadType;
    private readonly uint _source;

    private protected RtpPacketizer(byte payloadType, uint source)
    {
        (_payloadType, _source) = (payloadType, source);
        Sequence = (ushort)source;
    }

    /// <summary>The sequence number of the next packet.</summary>
    public ushort Sequence { get; private set; }

    /// <summary>Names the sender in packets and reports (SSRC).</summary>
    public uint Source => _source;

    /// <summary>Packets sent so far.</summary>
    public uint Packets { get; private set; }

    /// <summary>Bytes of payload sent so far.</summary>
    public uint Bytes { get; private set; }

    /// <summary>The packetizer for a track.</summary>
    /// <param name="track">The track.</param>
    /// <param name="source">Names the sender; random.</param>
    /// <returns><see langword="null"/> for a codec that is not sent over RTP here.</returns>
    public static RtpPacketizer? For(TrackDescription track, uint source)
    {
        var type = RtpFormat.PayloadTypeOf(track);
        return track.Codec switch
        {
            MediaCodec.H264 => new NalPacketizer(type, source, isHevc: false),
            MediaCodec.H265 => new NalPacketizer(type, source, isHevc: true),
            MediaCodec.Aac => new AacPacketizer(type, source),
            MediaCodec.MuLaw or MediaCodec.ALaw => new SamplePacketizer(type, source, Math.Max(1, track.Channels)),
            MediaCodec.L16 => new SamplePacketizer(type, source, sizeof(short) * Math.Max(1, track.Channels)),
            MediaCodec.Opus => new SamplePacketizer(type, source, MaxPayload),
            _ => null,
        };
    }

    /// <summary>Sends a unit.</summary>
    /// <param name="unit">The unit, in the shape that <see cref="MediaCodec"/> names.</param>
    /// <param name="before">Parameter sets that a decoder needs before it; empty for none.</param>
    /// <param name="timestamp">When it is shown, in ticks of the track.</param>
    /// <param name="onPacket">Takes each packet.</param>
    public abstract void Write(ReadOnlySpan<byte> unit, IReadOnlyList<ReadOnlyMemory<byte>> before, uint timestamp, RtpPacketHandler onPacket);

    private protected void Send(uint timestamp, bool isMarked, ReadOnlySpan<byte> head, ReadOnlySpan<byte> payload, RtpPacketHandler onPacket)
    {
        var packet = _packet.AsSpan(0, HeaderLength + head.Length + payload.Length);
        packet[0] = 0x80;
        packet[1] = (byte)((isMarked ? 0x80 : 0) | _payloadType);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], _source);
        head.CopyTo(packet[HeaderLength..]);
        payload.CopyTo(packet[(HeaderLength + head.Length)..]);
        unchecked
        {
            Sequence++;
            Packets++;
            Bytes += (uint)(head.Length + payload.Length);
        }

        onPacket(packet);
    }
}
