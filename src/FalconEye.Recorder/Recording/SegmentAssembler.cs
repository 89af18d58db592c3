using FalconEye.Contracts.Recordings;
using FalconEye.Media.Ingest;
using FalconEye.Media.Mp4;
using FalconEye.Rtsp;

namespace FalconEye.Recorder.Recording;

/// <summary>
/// Makes fragments and files of a camera's units. A fragment ends with the first frame after 0.75 s, wherever keyframes are; a file begins with a keyframe, when
/// the one before is long enough, when the stream changes, and after a gap. Sound never holds the picture back: a fragment has what has come.
/// </summary>
/// <param name="queue">Takes the fragments.</param>
/// <param name="segmentDuration">How long a file gets before the next keyframe begins another.</param>
/// <param name="metrics">Counts what was lost.</param>
internal sealed class SegmentAssembler(SegmentQueue queue, TimeSpan segmentDuration, RecorderMetrics metrics) : ITimedUnitSink
{
    /// <summary>
    /// A kill costs what is in no fragment yet: up to this, rounded up to a whole frame, the quarter of a second by which what has arrived is read late, and the
    /// writing: 1.07 s were measured. Shorter fragments cost more syncs of the disk, which are most of a recorder's work.
    /// </summary>
    private static readonly TimeSpan FragmentDuration = TimeSpan.FromSeconds(0.75);
    private const string TooSlow = RecordingErrors.CannotBeWritten + "the disk is too slow.";

    private StreamDescription? _stream;
    private FragmentWriter? _writer;
    private int _video;
    private bool _isChanged;
    private TimeSpan _fileStart;
    private TimeSpan _fragmentStart;
    private TimeSpan _last;
    private int _firstOffset;
    private bool _hasSound;
    private bool _isFirst;
    private bool _isEmpty;

    /// <summary>Whether a file has begun.</summary>
    internal bool HasBegun { get; private set; }

    /// <summary>The announced sound, when nothing of it has come yet.</summary>
    internal TrackDescription? SilentTrack => HasBegun && !_hasSound ? _stream?.Audio : null;

    /// <inheritdoc/>
    public void OnDescription(StreamDescription stream)
    {
        _isChanged |= _stream is null || !IsSame(_stream, stream);
        _stream = stream;
        _video = stream.Video?.Index ?? -1;
    }

    /// <inheritdoc/>
    public void OnUnit(in TimedUnit unit)
    {
        var track = _stream!.Tracks[unit.Track];
        var time = TimeSpan.FromSeconds((double)unit.DecodeTime / track.ClockRate);
        if (unit.Track == _video && !TakeVideoTime(unit, time))
        {
            return;
        }

        _hasSound |= unit.Track != _video;
        if (_writer is null || time < _fileStart)
        {
            return;
        }

        if (unit.Track != _video && time - _fragmentStart > 2 * FragmentDuration)
        {
            // The picture stands still: what is there goes to the disk all the same.
            CloseFragment(time);
        }

        // With B-frames the first frame is shown later than it is decoded; counted from there, the file begins with a picture.
        var shown = unit.CompositionOffset - (unit.Track == _video ? _firstOffset : 0);
        _writer.Add(unit.Track, unit.Data, unit.DecodeTime - OriginOf(track), shown, unit.IsKey);
        (_isEmpty, _last) = (false, time);
    }

    /// <inheritdoc/>
    public void OnLoss(int track, int packets) => metrics.Lost(packets);

    /// <summary>Ends the last fragment; the file is ended by the caller, who knows why.</summary>
    internal void Complete()
    {
        CloseFragment(_last);
        _writer = null;
    }

    /// <summary>The same when the file ends before a unit that is known, so that its last frame has its duration.</summary>
    internal void CompleteBefore(in TimedUnit next)
    {
        CloseFragment(TimeSpan.FromSeconds((double)next.DecodeTime / _stream!.Tracks[next.Track].ClockRate));
        _writer = null;
    }

    /// <summary>Ends fragment and file where that is due.</summary>
    /// <returns>False when the frame is not recorded.</returns>
    private bool TakeVideoTime(in TimedUnit unit, TimeSpan time)
    {
        var isDue = _writer is null || _isChanged || time - _fileStart >= segmentDuration;
        if (unit.IsKey && isDue && InitWriter.Takes(_stream!.Tracks[_video]))
        {
            CloseFragment(time);
            return TryBeginFile(unit, time);
        }

        if (_writer is null || (_isChanged && unit.IsKey))
        {
            return false;
        }

        if (_isFirst || time - _fragmentStart >= FragmentDuration)
        {
            CloseFragment(time);
        }

        return _writer is not null;
    }

    private bool TryBeginFile(in TimedUnit unit, TimeSpan time)
    {
        _writer = null;
        if (queue.IsFull)
        {
            return false;
        }

        var tracks = _stream!.Tracks.Where(InitWriter.Takes).ToList();
        queue.Begin(InitWriter.Write(tracks), unit.WallClock);
        _writer = new FragmentWriter(tracks);
        (_fileStart, _fragmentStart, _firstOffset) = (time, time, unit.CompositionOffset);
        (_isFirst, _isEmpty, _isChanged, HasBegun) = (true, true, false, true);
        return true;
    }

    /// <param name="end">When the next frame begins.</param>
    private void CloseFragment(TimeSpan end)
    {
        if (_writer is null || _isEmpty)
        {
            return;
        }

        if (_video >= 0)
        {
            var track = _stream!.Tracks[_video];
            _writer.EndAt(track.Index, (long)Math.Round(end.TotalSeconds * track.ClockRate) - OriginOf(track));
        }

        var parts = _writer.Finish();
        if (queue.IsFull)
        {
            queue.End(RecordingStatus.Stopped, TooSlow);
            _writer = null;
            return;
        }

        queue.Append(parts, end - _fragmentStart);
        (_fragmentStart, _isFirst, _isEmpty) = (end, false, true);
    }

    /// <summary>Where the file begins, in the track's ticks.</summary>
    private long OriginOf(TrackDescription track) => (long)Math.Round(_fileStart.TotalSeconds * track.ClockRate);

    private static bool IsSame(StreamDescription a, StreamDescription b) =>
        a.Tracks.Count == b.Tracks.Count && a.Tracks.Zip(b.Tracks, IsSame).All(same => same);

    private static bool IsSame(TrackDescription a, TrackDescription b) =>
        (a.Codec, a.Width, a.Height, a.SampleRate, a.Channels, a.ParameterSets.Count) == (b.Codec, b.Width, b.Height, b.SampleRate, b.Channels, b.ParameterSets.Count)
        && a.Configuration.Span.SequenceEqual(b.Configuration.Span)
        && a.ParameterSets.Zip(b.ParameterSets, (one, other) => one.Span.SequenceEqual(other.Span)).All(same => same);
}
