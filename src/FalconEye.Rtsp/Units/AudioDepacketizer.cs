namespace FalconEye.Rtsp.Units;

/// <summary>Sound whose packets are units: G.711, G.726, Opus (RFC 7587) and L16 (RFC 3551).</summary>
/// <param name="track">The track.</param>
internal sealed class AudioDepacketizer(TrackDescription track) : Depacketizer
{
    /// <inheritdoc/>
    public override TrackDescription Track { get; } = track;

    /// <inheritdoc/>
    public override void Push(ReadOnlySpan<byte> payload, long timestamp, bool marker, long arrival, IDepacketizerOutput output)
    {
        if (!payload.IsEmpty)
        {
            output.OnUnit(new MediaUnit { Track = Track.Index, Data = payload, Timestamp = timestamp, Arrival = arrival, IsKey = true });
        }
    }

    /// <inheritdoc/>
    public override void Lost(int packets)
    {
        // Each packet stands alone.
    }
}
