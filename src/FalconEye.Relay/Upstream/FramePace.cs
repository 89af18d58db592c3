namespace FalconEye.Relay.Upstream;

/// <summary>
/// Decides which frames of a faster source to pass on, up to a limit per second; half a frame's time of jitter is allowed.
/// </summary>
internal sealed class FramePace(int fps, TimeProvider time)
{
    private readonly TimeSpan _period = TimeSpan.FromSeconds(1.0 / fps);
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _due;

    /// <summary>Whether the frame that arrived now is to be passed on.</summary>
    internal bool IsDue()
    {
        var now = time.GetElapsedTime(_started);
        var earliest = now + (_period / 2);
        if (earliest < _due)
        {
            return false;
        }

        var latest = now - (_period / 2);
        _due = (_due > latest ? _due : latest) + _period;
        return true;
    }
}
