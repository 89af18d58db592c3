namespace FalconEye.Media.Ingest;

/// <summary>
/// Measures how a camera's clock drifts against the server's, and says by how much to correct it: never more than 500 ppm, which is the drift
/// of bad clocks and no change that can be heard or seen (the rule is moonfire-nvr's, design/time.md there).
/// </summary>
internal sealed class Drift
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <summary>Smaller deviations are the network's. Without them stamps keep their exact distances.</summary>
    private static readonly TimeSpan Ignored = TimeSpan.FromMilliseconds(40);

    /// <summary>The time in which a deviation is corrected.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);

    private const double MaxCorrection = 500e-6;

    private TimeSpan? _base;
    private TimeSpan? _windowStart;
    private TimeSpan _least = TimeSpan.MaxValue;

    /// <summary>What to add to each tick of the camera's clock.</summary>
    internal double Correction { get; private set; }

    /// <summary>Takes the delay of a unit.</summary>
    /// <param name="arrival">When it arrived.</param>
    /// <param name="delay">The time between its place and its arrival.</param>
    internal void Note(TimeSpan arrival, TimeSpan delay)
    {
        _windowStart ??= arrival;
        _least = delay < _least ? delay : _least;
        if (arrival - _windowStart < Window)
        {
            return;
        }

        _base ??= _least;
        var late = _least - _base.Value;
        var excess = late - TimeSpan.FromTicks(Math.Clamp(late.Ticks, -Ignored.Ticks, Ignored.Ticks));
        Correction = Math.Clamp(excess / Settling, -MaxCorrection, MaxCorrection);
        (_windowStart, _least) = (arrival, TimeSpan.MaxValue);
    }
}
