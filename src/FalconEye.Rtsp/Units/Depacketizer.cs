using FalconEye.Rtsp.Sdp;

namespace FalconEye.Rtsp.Units;

/// <summary>Turns the RTP packets of one track into units. Not thread-safe. Does no I/O, never throws on input, and is bounded.</summary>
public abstract class Depacketizer
{
    /// <summary>What is known of the track now; changes when parameter sets arrive in-band.</summary>
    public abstract TrackDescription Track { get; }

    /// <summary>Makes the depacketizer for a track.</summary>
    /// <param name="track">The track; its codec decides.</param>
    /// <param name="parameters">What the session description says of its format.</param>
    /// <returns><see langword="null"/> when the codec is not supported.</returns>
    public static Depacketizer? Create(TrackDescription track, FormatParameters parameters) => DepacketizerFactory.Create(track, parameters);

    /// <summary>Takes one packet's payload, in sequence order. Completed units go to <paramref name="output"/>.</summary>
    /// <param name="payload">The payload without the RTP header, its extension and padding.</param>
    /// <param name="timestamp">The packet's timestamp, unwrapped to 64 bits, in ticks of the clock rate.</param>
    /// <param name="marker">The marker bit.</param>
    /// <param name="arrival">When the packet arrived, by <see cref="TimeProvider.GetTimestamp"/>.</param>
    /// <param name="output">Receives the units.</param>
    public abstract void Push(ReadOnlySpan<byte> payload, long timestamp, bool marker, long arrival, IDepacketizerOutput output);

    /// <summary>Packets before the next one are missing.</summary>
    /// <param name="packets">How many, as far as that is known; at least 1.</param>
    public abstract void Lost(int packets);
}
