namespace FalconEye.Media.Ingest;

/// <summary>
/// Corrects one track's timestamps by comparing them with the times of arrival. Stamps that keep pace with the server's clock are kept, with
/// their exact distances; a single jump is taken out; stamps that stand still, or run faster or slower than time, are replaced by smoothed
/// arrival times for the rest of the connection (docs/decisions/0029-time-of-recordings.md).
/// </summary>
/// <param name="clockRate">Ticks a second of the track's timestamps.</param>
internal sealed class TrackClock(int clockRate)
{
    /// <summary>A stamp that is this much further ahead of the fastest unit so far than its predecessor is a jump of the camera's clock.</summary>
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(1);

    /// <summary>Units that come back to back at the beginning were stored: they may be ahead of arrival. A camera's own pace is slower.</summary>
    private static readonly TimeSpan BackToBack = TimeSpan.FromMilliseconds(20);

    /// <summary>How long the beginning is. Later units come back to back because the program is woken for several at once.</summary>
    private static readonly TimeSpan Beginning = TimeSpan.FromSeconds(1);

    /// <summary>How far stamps may gain on arrival in all, jitter of a wireless network included, before they count as too fast.</summary>
    private static readonly TimeSpan MaxGain = TimeSpan.FromSeconds(0.5);

    /// <summary>How much of that gain is forgiven in a second: twice the drift of the worst clocks.</summary>
    private const double DriftTolerance = 0.001;

    /// <summary>The period over which stamps that are too slow are distinguished from a network that is held up.</summary>
    private static readonly TimeSpan PaceWindow = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Units that come steadily and claim a quarter of the time that passes, or less, are recognised sooner: a network that holds up frames to that
    /// degree lets few through.
    /// </summary>
    private static readonly TimeSpan CrawlWindow = TimeSpan.FromSeconds(1);
    private const double CrawlPace = 0.25;
    private const int CrawlUnits = 8;
    private static readonly TimeSpan CrawlGap = TimeSpan.FromSeconds(0.4);

    private static readonly TimeSpan SlowLag = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MaxLag = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(1);
    private const double SlowPace = 0.85;
    private const double MaxSlowDown = 0.5;
    private const double MaxSpeedUp = 1;

    /// <summary>The time in which a place that is not where arrival says gets there.</summary>
    private static readonly TimeSpan Steering = TimeSpan.FromSeconds(2);

    /// <summary>After a silence of that length the camera has paused: its pause is part of the recording.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Over how many units the usual time from one to the next is taken.</summary>
    private const int Smoothing = 16;
    private const int SlowWindows = 2;
    private const int MaxStill = 3;
    private const int MaxJumps = 4;

    private readonly Drift _drift = new();
    private long _claimed;
    private TimeSpan _arrival;
    private long _anchorClaimed;
    private double _anchorTime;
    private long _time = -1;
    private TimeSpan _leastDelay;
    private TimeSpan _gain;
    private int _still;
    private int _jumps;
    private TimeSpan _period;
    private long _usualStep;
    private TimeSpan _windowStart;
    private long _windowClaimed;
    private TimeSpan _windowLag;
    private int _slowWindows;
    private int _windowUnits;
    private TimeSpan _windowGap;

    /// <summary>Whether the camera's stamps are not used any more.</summary>
    internal bool IsReplaced { get; private set; }

    /// <summary>Whether a unit has been placed.</summary>
    internal bool HasBegun => _time >= 0;

    /// <summary>When the first unit arrived.</summary>
    internal TimeSpan Begun { get; private set; }

    /// <summary>The time between a unit's place and its arrival, for the unit that arrived with the least delay.</summary>
    internal TimeSpan MinDelay => _leastDelay;

    /// <summary>Places the first unit.</summary>
    /// <param name="claimed">Its timestamp.</param>
    /// <param name="arrival">When it arrived.</param>
    /// <param name="time">Where it is placed, in ticks.</param>
    internal long Begin(long claimed, TimeSpan arrival, long time)
    {
        (_claimed, _arrival, _time) = (claimed, arrival, time);
        (_anchorClaimed, _anchorTime) = (claimed, time);
        RestartWindow(claimed, arrival);
        _leastDelay = DelayOf(time, arrival);
        Begun = arrival;
        return time;
    }

    /// <summary>Places the next unit.</summary>
    /// <param name="claimed">Its timestamp.</param>
    /// <param name="arrival">When it arrived.</param>
    /// <returns>Its place in ticks, later than that of the unit before it.</returns>
    internal long Next(long claimed, TimeSpan arrival)
    {
        var passed = arrival - _arrival;
        _period = _period == TimeSpan.Zero ? passed : _period + ((passed - _period) / Smoothing);
        var time = IsReplaced ? ByArrival(arrival) : ByStamp(claimed, arrival);
        (_claimed, _arrival) = (claimed, arrival);
        return _time = Math.Max(time, _time + 1);
    }

    private long ByStamp(long claimed, TimeSpan arrival)
    {
        var step = claimed - _claimed;
        _still = step == 0 ? _still + 1 : 0;
        if (step == 0)
        {
            return _still >= MaxStill ? Replace(arrival) : ByArrival(arrival);
        }

        _anchorTime += step * _drift.Correction;
        var time = (long)Math.Round(_anchorTime + (claimed - _anchorClaimed));
        var lead = _leastDelay - DelayOf(time, arrival);
        _gain = Max(TimeSpan.Zero, _gain - ((arrival - _arrival) * DriftTolerance));
        if (step < 0 || (lead > Jump && ToTime(step) - (arrival - _arrival) > Jump))
        {
            return Reanchor(claimed, arrival);
        }

        if (lead > TimeSpan.Zero)
        {
            _leastDelay -= lead;
            _gain += arrival - _arrival <= BackToBack && arrival - Begun <= Beginning ? TimeSpan.Zero : lead;
            if (_gain > MaxGain)
            {
                return Replace(arrival);
            }
        }

        _usualStep = step;
        _drift.Note(arrival, DelayOf(time, arrival));
        return IsTooSlow(claimed, arrival, -lead) ? Replace(arrival) : time;
    }

    /// <summary>Whether stamps have fallen behind in a way that no network explains: steadily, without ever catching up.</summary>
    private bool IsTooSlow(long claimed, TimeSpan arrival, TimeSpan lag)
    {
        var passed = arrival - _arrival;
        if (passed > Stall && passed > 2 * ToTime(claimed - _claimed))
        {
            // What was held up comes now: only what is late for long after that says something about the stamps.
            RestartWindow(claimed, arrival);
            return false;
        }

        _windowLag = lag < _windowLag ? lag : _windowLag;
        _windowUnits++;
        _windowGap = Max(_windowGap, passed);
        var window = arrival - _windowStart;
        if (window >= CrawlWindow && _windowUnits >= CrawlUnits && _windowGap < CrawlGap && ToTime(claimed - _windowClaimed) < window * CrawlPace)
        {
            return true;
        }

        if (window < PaceWindow)
        {
            return false;
        }

        var isSlow = _windowLag > SlowLag && ToTime(claimed - _windowClaimed) < window * SlowPace;
        _slowWindows = isSlow ? _slowWindows + 1 : 0;
        var isLost = _windowLag > MaxLag;
        RestartWindow(claimed, arrival);
        return isLost || _slowWindows >= SlowWindows;
    }

    private void RestartWindow(long claimed, TimeSpan arrival) =>
        (_windowStart, _windowClaimed, _windowLag, _windowUnits, _windowGap) = (arrival, claimed, TimeSpan.MaxValue, 0, TimeSpan.Zero);

    /// <summary>The camera has set its clock: the unit is placed by the time that has passed, the ones behind it by their stamps again.</summary>
    private long Reanchor(long claimed, TimeSpan arrival)
    {
        if (++_jumps >= MaxJumps)
        {
            return Replace(arrival);
        }

        // Mostly the jump comes between two frames of the usual distance, which arrival tells less exactly.
        var passed = ToTicks(arrival - _arrival);
        var time = _time + (_usualStep > 0 && passed < _usualStep + clockRate ? _usualStep : Math.Max(1, passed));
        (_anchorClaimed, _anchorTime) = (claimed, time);
        RestartWindow(claimed, arrival);
        _slowWindows = 0;
        return time;
    }

    private long Replace(TimeSpan arrival)
    {
        IsReplaced = true;
        return ByArrival(arrival);
    }

    /// <summary>
    /// Advances by the usual time from unit to unit, a little more or less until the place is where arrival says: units arrive by several at
    /// once.
    /// </summary>
    private long ByArrival(TimeSpan arrival)
    {
        // What stamps that are too fast have gained is no sign of a faster network.
        var aim = arrival - _leastDelay - _gain;
        var behind = aim - ToTime(_time) - _period;
        return arrival - _arrival > Pause ? ToTicks(aim) : _time + ToTicks(_period * (1 + Math.Clamp(behind / Steering, -MaxSlowDown, MaxSpeedUp)));
    }

    private TimeSpan DelayOf(long time, TimeSpan arrival) => arrival - ToTime(time);

    private TimeSpan ToTime(long ticks) => TimeSpan.FromSeconds((double)ticks / clockRate);

    private long ToTicks(TimeSpan time) => (long)Math.Round(time.TotalSeconds * clockRate);

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
