using FalconEye.Rtsp;

namespace FalconEye.Media.Ingest;

/// <summary>One access unit of video or one packet of audio, with times that a file or a player can use.</summary>
public readonly ref struct TimedUnit
{
    /// <summary>The index of the track in <see cref="StreamDescription.Tracks"/>.</summary>
    public required int Track { get; init; }

    /// <summary>The bytes, in the shape that <see cref="MediaCodec"/> names. Valid during the call only.</summary>
    public required ReadOnlySpan<byte> Data { get; init; }

    /// <summary>When it has to be decoded, in ticks of <see cref="TrackDescription.ClockRate"/> since the connection's first unit. All tracks share that origin.</summary>
    public required long DecodeTime { get; init; }

    /// <summary>How much later than <see cref="DecodeTime"/> it is shown, in the same ticks; 0 without B-frames.</summary>
    public required int CompositionOffset { get; init; }

    /// <summary>When it was captured by the server's clock, as well as that is known: the least delayed arrival of the connection anchors the media's clock.</summary>
    public required DateTimeOffset WallClock { get; init; }

    /// <summary>Whether decoding can start here.</summary>
    public required bool IsKey { get; init; }
}
