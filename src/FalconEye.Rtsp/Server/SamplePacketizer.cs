namespace FalconEye.Rtsp.Server;

/// <summary>Sound without any framing (RFC 3551): G.711 and L16, and Opus (RFC 7587), whose packets are units.</summary>
/// <param name="payloadType">The payload type.</param>
/// <param name="source">Names the sender.</param>
/// <param name="sampleLength">Bytes of one sample in all channels: a packet holds whole ones.</param>
internal sealed class SamplePacketizer(byte payloadType, uint source, int sampleLength) : RtpPacketizer(payloadType, source)
{
    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> unit, IReadOnlyList<ReadOnlyMemory<byte>> before, uint timestamp, RtpPacketHandler onPacket)
    {
        var longest = MaxPayload - (MaxPayload % sampleLength);
        while (!unit.IsEmpty)
        {
            var part = unit[..Math.Min(unit.Length, longest)];
            unit = unit[part.Length..];
            Send(timestamp, isMarked: false, [], part, onPacket);
            timestamp = unchecked(timestamp + (uint)(part.Length / sampleLength));
        }
    }
}
