namespace FalconEye.Rtsp;

/// <summary>One access unit of video (a frame) or one packet of audio, as the source sent it.</summary>
public readonly ref struct MediaUnit
{
    /// <summary>The index of the track in <see cref="StreamDescription.Tracks"/>.</summary>
    public required int Track { get; init; }

    /// <summary>The bytes, in the shape that <see cref="MediaCodec"/> names. Valid during the call only.</summary>
    public required ReadOnlySpan<byte> Data { get; init; }

    /// <summary>The presentation time as the source claims it, unwrapped to 64 bits, in ticks of <see cref="TrackDescription.ClockRate"/>.</summary>
    public required long Timestamp { get; init; }

    /// <summary>When its last byte arrived, by <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public required long Arrival { get; init; }

    /// <summary>Whether decoding can start here: an IDR or other random access point, any JPEG, any audio.</summary>
    public required bool IsKey { get; init; }
}
