using FalconEye.Api.Problems;
using FalconEye.Streaming.Video;

namespace FalconEye.Api.Cameras.Live.Hls;

/// <summary>
/// The last seconds of a camera's live video as segments of HLS (RFC 8216) and, while they are new, their parts (low-latency HLS,
/// draft-pantos-hls-rfc8216bis). A segment begins with a keyframe and lasts a second or, with keyframes further apart, as long as the first one;
/// where no keyframe comes by then, it ends without one. Not thread-safe.
/// </summary>
/// <param name="firstNumber">What segments, parts and beginnings of MP4s are numbered from.</param>
internal sealed class HlsWindow(long firstNumber = 0)
{
    private const int Listed = 6;

    /// <summary>A client may ask for a segment that has just left the playlist.</summary>
    private const int Kept = Listed + 3;

    private const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Where no keyframe comes, or the clock was set, a segment ends with this.</summary>
    private const int MaxSegmentBytes = 32 * 1024 * 1024;

    /// <summary>What a segment lasts that ends with its first frame.</summary>
    private const int SingleFrameMicroseconds = 40_000;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.9);

    private readonly long _firstNumber = firstNumber;
    private readonly List<HlsSegment> _segments = [];
    private readonly Dictionary<long, VideoInit> _inits = [];

    /// <summary>The first segment, of which parts are made only when it has ended: their duration follows from its frames.</summary>
    private readonly List<VideoMessage> _first = [];

    private HlsPartCutter? _cutter;
    private HlsSegment? _open;
    private long _openBytes;
    private int _forgotten;
    private long _nextNumber = firstNumber;
    private long _init = firstNumber;
    private long _lastInit = firstNumber;
    private long _startedAt;
    private long _lastAt;

    /// <summary>Whether there is a segment to begin with.</summary>
    internal bool HasSegments => _segments.Count > 0;

    /// <summary>How long segments and parts may last; <see langword="null"/> before the first segment has ended.</summary>
    internal HlsDurations? Durations { get; private set; }

    /// <summary>The last segments with the same tracks: players do not take up sound that begins in the middle (FFmpeg ends there).</summary>
    internal IReadOnlyList<HlsSegment> ListedSegments
    {
        get
        {
            var first = Math.Max(0, _segments.Count - Listed);
            var mime = _inits[_segments[^1].Init].Mime;
            var other = _segments.FindLastIndex(segment => _inits[segment.Init].Mime != mime);
            return _segments[Math.Max(first, other + 1)..];
        }
    }

    /// <summary>The segment that is being filled, with the parts that it has; <see langword="null"/> while it has none, or has other tracks than those before.</summary>
    internal HlsSegment? OpenSegment => _open is { } open && _cutter is { Parts.Count: > 0 } && HasListedTracks ? open with { Parts = [.. _cutter.Parts] } : null;

    /// <summary>Whether what is being filled can be listed with the segments before it.</summary>
    internal bool HasListedTracks => _open is not { } open || (_segments is [.., var last] && _inits[open.Init].Mime == _inits[last.Init].Mime);

    /// <summary>How many discontinuities have come before the listed segments.</summary>
    internal int EarlierDiscontinuities => _forgotten + _segments.SkipLast(ListedSegments.Count).Count(segment => segment.IsDiscontinuous);

    /// <summary>The number of the part that is made next.</summary>
    internal long NextPart => _cutter?.NextNumber ?? _firstNumber;

    /// <summary>How many parts of the segment that is being filled are listed.</summary>
    private int OpenParts => OpenSegment?.Parts.Count ?? 0;

    private TimeSpan MaxSegment => Durations?.MaxSegment ?? HlsDurations.MaxFirstSegment;

    /// <summary>Takes the next message of live video.</summary>
    /// <returns>Whether a part or segment has ended with it.</returns>
    internal bool Add(VideoMessage message)
    {
        switch (message.Kind)
        {
            case VideoMessageKind.Init:
                var hadPart = _cutter is not null && _open is not null;
                Interrupt();
                _inits[++_init] = message.ReadInit();
                return hadPart;
            case VideoMessageKind.Missed:
                return false;
            case VideoMessageKind.Keyframe when _open is null || Elapsed(message) is { Ticks: < 0 } || Elapsed(message) >= Shortest:
            case VideoMessageKind.Delta when _open is not null && IsTooLongWith(message):
                var hasEnded = _open is not null;
                End(message.CapturedAt);
                Begin(message);
                Put(message);
                return hasEnded;
            default:
                return _open is not null && Put(message);
        }
    }

    /// <summary>The beginning of an MP4.</summary>
    internal VideoInit? FindInit(long number) => _inits.GetValueOrDefault(number);

    /// <summary>A segment.</summary>
    internal HlsSegment? FindSegment(long number) => _segments.FirstOrDefault(segment => segment.Number == number);

    /// <summary>A part, also of the segment that is being filled.</summary>
    internal HlsPart? FindPart(long number) =>
        _segments.SelectMany(segment => segment.Parts).Concat(_cutter?.Parts ?? []).FirstOrDefault(part => part.Number == number);

    /// <summary>Why a playlist with this position is not waited for; <see langword="null"/> when it is, or has it.</summary>
    internal Refusal? RefusalOf(HlsPosition position)
    {
        if (position.Segment > _nextNumber + 1)
        {
            return Refusal.Invalid(
                HlsPosition.SegmentParameter, $"{HlsPosition.SegmentParameter} is more than two segments ahead: the last one is {_nextNumber - 1}. Open live.m3u8 again.");
        }

        var parts = position.Segment == _nextNumber ? OpenParts : position.Segment == _nextNumber - 1 ? _segments[^1].Parts.Count : 0;
        return position.Segment >= _nextNumber - 1 && position.Part >= parts + Durations!.AdvancePartLimit
            ? Refusal.Invalid(
                HlsPosition.PartParameter, $"{HlsPosition.PartParameter} is more than {Durations.AdvancePartLimit} parts ahead. Open live.m3u8 again.")
            : null;
    }

    /// <summary>Whether the playlist has what a request waits for. A part beyond the last one of a segment is the first of the next.</summary>
    internal bool Has(HlsPosition position)
    {
        if (position.Part is not { } part)
        {
            return position.Segment < _nextNumber;
        }

        return position.Segment < _nextNumber - 1
            || (position.Segment == _nextNumber - 1 && (part < _segments[^1].Parts.Count || OpenParts > 0))
            || (position.Segment == _nextNumber && part < OpenParts);
    }

    /// <summary>How long the segment lasts; negative after the server's clock was set back.</summary>
    private TimeSpan Elapsed(VideoMessage message) => TimeSpan.FromMicroseconds(message.CapturedAt - _startedAt);

    /// <summary>Whether the segment has to end before a frame: with it, it would last too long, or it has too many bytes already.</summary>
    private bool IsTooLongWith(VideoMessage message)
    {
        var (elapsed, interval) = (Elapsed(message), TimeSpan.FromMicroseconds(message.CapturedAt - _lastAt));
        return elapsed < TimeSpan.Zero || elapsed + interval > MaxSegment || _openBytes >= MaxSegmentBytes;
    }

    private void Begin(VideoMessage message)
    {
        (_startedAt, _openBytes) = (message.CapturedAt, 0);
        _open = new(
            _nextNumber, _init, _lastInit != _firstNumber && _init != _lastInit, DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(_startedAt), TimeSpan.Zero, []);
    }

    /// <returns>Whether a part has ended.</returns>
    private bool Put(VideoMessage message)
    {
        _openBytes += message.Length;
        _lastAt = message.IsFrame ? message.CapturedAt : _lastAt;
        if (_cutter is not null)
        {
            return _cutter.Add(message);
        }

        _first.Add(message);
        return false;
    }

    /// <summary>Ends the segment since another MP4 begins. One that would be the first says too little of the stream, and is left out.</summary>
    private void Interrupt()
    {
        if (Durations is null)
        {
            _first.Clear();
            _inits.Clear();
            _open = null;
            return;
        }

        End(Math.Max(_lastAt, _startedAt + SingleFrameMicroseconds));
    }

    /// <summary>Ends the segment that is being filled.</summary>
    /// <param name="at">When the next one begins, in microseconds since 1970.</param>
    private void End(long at)
    {
        if (_open is not { } open)
        {
            return;
        }

        // The server's clock may have been set meanwhile.
        var duration = TimeSpan.FromMicroseconds(Math.Clamp(at - _startedAt, SingleFrameMicroseconds, (long)MaxSegment.TotalMicroseconds));
        Durations ??= HlsDurations.Of(duration, _first.Count(message => message.IsFrame));
        _cutter ??= new HlsPartCutter(Durations, _firstNumber);
        foreach (var message in _first)
        {
            _cutter.Add(message);
        }

        _segments.Add(open with { Duration = duration > Durations.MaxSegment ? Durations.MaxSegment : duration, Parts = _cutter.End(at) });
        _first.Clear();
        (_open, _lastInit) = (null, open.Init);
        _nextNumber++;
        Forget();
    }

    private void Forget()
    {
        while (_segments.Count > Kept || (_segments.Count > 1 && _segments.Sum(segment => segment.Length) > MaxBytes))
        {
            _forgotten += _segments[0].IsDiscontinuous ? 1 : 0;
            _segments.RemoveAt(0);
        }

        foreach (var unused in _inits.Keys.Where(init => init < _segments[0].Init).ToList())
        {
            _inits.Remove(unused);
        }
    }
}
