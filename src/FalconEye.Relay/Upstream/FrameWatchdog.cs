namespace FalconEye.Relay.Upstream;

/// <summary>When the current attempt last delivered a frame.</summary>
internal sealed class FrameWatchdog(TimeProvider time)
{
    private long _last = time.GetTimestamp();
    private bool _hasFrame;

    /// <summary>Whether it has delivered any.</summary>
    internal bool HasFrame => Volatile.Read(ref _hasFrame);

    /// <summary>Time since the last frame, or since the beginning.</summary>
    internal TimeSpan SinceLast => time.GetElapsedTime(Interlocked.Read(ref _last));

    /// <summary>Records that a frame has arrived.</summary>
    /// <returns>True for the first.</returns>
    internal bool Note()
    {
        Interlocked.Exchange(ref _last, time.GetTimestamp());
        return !_hasFrame && !Interlocked.Exchange(ref _hasFrame, true);
    }
}
