using FalconEye.Streaming.Video;

namespace FalconEye.Api.Cameras.Live.Hls;

/// <summary>Cuts the segment that is being filled into parts of nearly equal duration, each of whole frames. Not thread-safe.</summary>
/// <param name="durations">How long parts may last.</param>
/// <param name="firstNumber">The number of the first part.</param>
internal sealed class HlsPartCutter(HlsDurations durations, long firstNumber)
{
    private readonly List<HlsPart> _parts = [];
    private readonly List<ReadOnlyMemory<byte>> _fragments = [];
    private bool _isIndependent;
    private long _startedAt;
    private long _lastAt;
    private TimeSpan _interval;

    /// <summary>The parts that the segment has so far.</summary>
    internal IReadOnlyList<HlsPart> Parts => _parts;

    /// <summary>The number of the part that is being filled.</summary>
    internal long NextNumber { get; private set; } = firstNumber;

    /// <summary>Takes the next message of the segment: a frame first, then frames and sound.</summary>
    /// <returns>Whether a part has ended before it.</returns>
    internal bool Add(VideoMessage message)
    {
        var hasEnded = false;
        if (message.IsFrame)
        {
            var at = message.CapturedAt;
            hasEnded = _fragments.Count > 0 && IsFull(at);
            if (hasEnded)
            {
                EndPart(at);
            }

            _startedAt = _fragments.Count == 0 ? at : _startedAt;
            _lastAt = at;
        }

        _isIndependent |= message.Kind == VideoMessageKind.Keyframe;
        _fragments.Add(message.Payload);
        return hasEnded;
    }

    /// <summary>Ends the segment.</summary>
    /// <param name="at">When the next one begins, in microseconds since 1970.</param>
    /// <returns>Its parts.</returns>
    internal IReadOnlyList<HlsPart> End(long at)
    {
        EndPart(at);
        HlsPart[] parts = [.. _parts];
        _parts.Clear();
        return parts;
    }

    /// <summary>
    /// Whether a part is long enough, or would become longer than the part target with the frame that comes now: a camera that sends fewer frames
    /// at night makes parts that are too short rather than too long. A single frame that is late makes none shorter.
    /// </summary>
    private bool IsFull(long at)
    {
        var (elapsed, interval) = (TimeSpan.FromMicroseconds(at - _startedAt), TimeSpan.FromMicroseconds(at - _lastAt));
        var usual = interval < _interval ? interval : _interval;
        _interval = interval;
        return elapsed < TimeSpan.Zero || elapsed >= durations.MinPart || elapsed + usual > durations.PartTarget;
    }

    private void EndPart(long at)
    {
        if (_fragments.Count == 0)
        {
            return;
        }

        // A frame that is late, or a clock that was set, must not make a part longer than was said.
        var duration = TimeSpan.FromMicroseconds(Math.Clamp(at - _startedAt, 1000, (long)durations.PartTarget.TotalMicroseconds));
        _parts.Add(new(NextNumber++, duration, _isIndependent, [.. _fragments]));
        _fragments.Clear();
        _isIndependent = false;
    }
}
