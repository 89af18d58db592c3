using FalconEye.Contracts.Cameras;

namespace FalconEye.Media.Motion;

/// <summary>
/// Makes events of what single pictures show: one begins when something has moved for long enough, dated back to when it began to move, and
/// ends when nothing has moved for a while. Not for several threads at once, but for <see cref="Recent"/>.
/// </summary>
/// <param name="minSeconds">How long something must move.</param>
public sealed class MotionTracker(double minSeconds)
{
    /// <summary>The number of events that are kept for the API to read.</summary>
    private const int Kept = 20;

    /// <summary>A person who stands still for a moment is one event.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(4);

    /// <summary>One picture without motion between others does not end a beginning.</summary>
    private static readonly TimeSpan Lapse = TimeSpan.FromSeconds(1.1);

    private readonly Lock _lock = new();
    private readonly List<MotionObserved> _events = [];
    private DateTime? _movingSince;
    private DateTime _lastMoving;
    private long _last;

    /// <summary>The latest events, oldest first.</summary>
    public IReadOnlyList<MotionObserved> Recent()
    {
        lock (_lock)
        {
            return [.. _events];
        }
    }

    /// <summary>Takes what a picture shows into account.</summary>
    /// <param name="sample">What it shows.</param>
    /// <param name="time">When it was taken, UTC.</param>
    public void Note(MotionSample sample, DateTime time)
    {
        lock (_lock)
        {
            var open = _events is [.., { End: null } last] ? last : null;
            if (sample.IsMoving)
            {
                _movingSince = time - _lastMoving <= Lapse ? _movingSince ?? time : time;
                _lastMoving = time;
                if (open is not null)
                {
                    _events[^1] = open with { Score = Math.Max(open.Score, ScoreOf(sample.Area)) };
                }
                else if ((time - _movingSince.Value).TotalSeconds >= minSeconds)
                {
                    Begin(sample);
                }
            }
            else if (open is not null && time - _lastMoving >= Quiet)
            {
                _events[^1] = open with { End = _lastMoving };
            }
        }
    }

    /// <summary>Ends the open event, since no more pictures come.</summary>
    public void End()
    {
        lock (_lock)
        {
            _movingSince = null;
            if (_events is [.., { End: null } open])
            {
                _events[^1] = open with { End = _lastMoving };
            }
        }
    }

    private void Begin(MotionSample sample)
    {
        _events.Add(new MotionObserved(++_last, _movingSince!.Value, null, ScoreOf(sample.Area), sample.Zone));
        if (_events.Count > Kept)
        {
            _events.RemoveAt(0);
        }
    }

    /// <summary>A thousandth of the picture is 0, a tenth is 0.67, all of it 1.</summary>
    private static double ScoreOf(double area) => Math.Round(Math.Clamp(1 + (Math.Log10(Math.Max(area, 1e-6)) / 3), 0, 1), 2);
}
