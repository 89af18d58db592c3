using FalconEye.Rtsp;

namespace FalconEye.Media.Ingest;

/// <summary>Gives the units of an RTSP connection times that a file or a player can use: decode times out of presentation times, corrected by the server's clock.</summary>
/// <param name="sink">Receives the units.</param>
/// <param name="time">The clock by which arrivals are counted.</param>
internal sealed class TimedUnits(ITimedUnitSink sink, TimeProvider time) : IMediaUnitSink
{
    /// <summary>A stamp that is this far from the one before is a camera that has set its clock, not a B-frame.</summary>
    private const int JumpSeconds = 4;

    /// <summary>How long a frame is taken to last before the first ones have shown it.</summary>
    private const int AssumedRate = 25;

    private readonly long _begun = time.GetTimestamp();
    private readonly Dictionary<int, Reordering> _reorderings = [];
    private StreamDescription? _stream;
    private MediaClock? _clock;

    /// <summary>Whether any unit of video has been delivered.</summary>
    internal bool HasVideo { get; private set; }

    /// <inheritdoc/>
    public void OnDescription(StreamDescription stream)
    {
        _stream = stream;
        _clock ??= new MediaClock(stream.Video?.Index ?? 0);
        sink.OnDescription(stream);
    }

    /// <inheritdoc/>
    public void OnUnit(in MediaUnit unit)
    {
        var track = _stream!.Tracks[unit.Track];
        var (claimed, offset) = DecodeTimeOf(unit, track);
        var arrival = time.GetElapsedTime(_begun, unit.Arrival);
        if (_clock!.Place(unit.Track, track.ClockRate, claimed, arrival) is not { } decodeTime)
        {
            return;
        }

        HasVideo |= track.Kind == TrackKind.Video;
        var captured = _clock.Origin + TimeSpan.FromSeconds((double)decodeTime / track.ClockRate);
        sink.OnUnit(new TimedUnit
        {
            Track = unit.Track,
            Data = unit.Data,
            DecodeTime = decodeTime,
            CompositionOffset = offset,
            WallClock = time.GetUtcNow() - (time.GetElapsedTime(_begun) - captured),
            IsKey = unit.IsKey,
        });
    }

    /// <inheritdoc/>
    public void OnLoss(int track, int packets) => sink.OnLoss(track, packets);

    private DecodeTime DecodeTimeOf(in MediaUnit unit, TrackDescription track)
    {
        if (track.ReorderDepth == 0)
        {
            return new DecodeTime(unit.Timestamp, 0);
        }

        if (!_reorderings.TryGetValue(unit.Track, out var known)
            || known.Depth != track.ReorderDepth
            || Math.Abs(unit.Timestamp - known.Last) > JumpSeconds * track.ClockRate)
        {
            known = new Reordering(track.ReorderDepth, new DecodeTimes(track.ReorderDepth, track.ClockRate, track.ClockRate / AssumedRate));
            _reorderings[unit.Track] = known;
        }

        known.Last = unit.Timestamp;
        return known.Times.Next(unit.Timestamp);
    }

    /// <summary>A track whose frames are decoded in another order than they are shown.</summary>
    private sealed class Reordering(int depth, DecodeTimes times)
    {
        internal int Depth => depth;

        internal DecodeTimes Times => times;

        internal long Last { get; set; }
    }
}
