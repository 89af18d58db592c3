namespace FalconEye.Rtsp.Units;

/// <summary>Linear PCM of 16 bits (RFC 3551, section 4.5.11), whose units hold whole samples in network byte order.</summary>
/// <param name="track">The track.</param>
/// <param name="isLittleEndian">Whether the camera sends the low byte first, as Hikvision's <c>PCM</c> does.</param>
internal sealed class LinearDepacketizer(TrackDescription track, bool isLittleEndian) : Depacketizer
{
    private UnitBuffer _swapped;

    /// <inheritdoc/>
    public override TrackDescription Track { get; } = track;

    /// <inheritdoc/>
    public override void Push(ReadOnlySpan<byte> payload, long timestamp, bool marker, long arrival, IDepacketizerOutput output)
    {
        var samples = payload[..(payload.Length - (payload.Length % (sizeof(short) * Math.Max(Track.Channels, 1))))];
        if (isLittleEndian)
        {
            _swapped.Truncate(0);
            if (!_swapped.TryAppend(samples))
            {
                return;
            }

            for (var i = 0; i < _swapped.Length; i += sizeof(short))
            {
                _swapped[i..(i + sizeof(short))].Reverse();
            }

            samples = _swapped.Written;
        }

        if (!samples.IsEmpty)
        {
            output.OnUnit(new MediaUnit { Track = Track.Index, Data = samples, Timestamp = timestamp, Arrival = arrival, IsKey = true });
        }
    }

    /// <inheritdoc/>
    public override void Lost(int packets)
    {
        // Each packet stands alone.
    }
}
