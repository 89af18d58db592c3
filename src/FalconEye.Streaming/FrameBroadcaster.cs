namespace FalconEye.Streaming;

/// <summary>
/// Hands each new frame to every viewer. A viewer that is not ready finds only the newest frame when it is: it skips, delays no other viewer and
/// costs no memory. Publishing runs the viewers' code up to their next wait, one after the other: a write to a socket that has room needs
/// no other thread, and one that has none does not block.
/// </summary>
public sealed class FrameBroadcaster(TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private FrameSubscription[] _subscriptions = [];
    private Frame? _latest;
    private long _latestAt;
    private long _dropped;
    private long _published;

    /// <summary>Raised after a viewer came or went, without a lock held; look at <see cref="Viewers"/>.</summary>
    public event EventHandler? ViewersChanged;

    /// <summary>How long a viewer may take for one frame before it is let go.</summary>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Viewers at present.</summary>
    public int Viewers => Volatile.Read(ref _subscriptions).Length;

    /// <summary>Frames published so far.</summary>
    public long Published => Interlocked.Read(ref _published);

    /// <summary>Frames that viewers skipped so far, summed over them.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Time since the newest frame was published; <see langword="null"/> before the first.</summary>
    public TimeSpan? LatestAge
    {
        get
        {
            lock (_lock)
            {
                return _latest is null ? null : time.GetElapsedTime(_latestAt);
            }
        }
    }

    /// <summary>Takes the caller's reference and hands the frame on.</summary>
    public void Publish(Frame frame)
    {
        // The caller's reference becomes the one that keeps the newest frame; another keeps it alive while it is handed out.
        frame.AddReference();
        Frame? previous;
        FrameSubscription[] subscriptions;
        lock (_lock)
        {
            (previous, _latest) = (_latest, frame);
            _latestAt = time.GetTimestamp();
            subscriptions = _subscriptions;
        }

        Interlocked.Increment(ref _published);
        previous?.Release();
        foreach (var subscription in subscriptions)
        {
            subscription.Offer(frame);
        }

        frame.Release();
    }

    /// <summary>
    /// Adds a viewer, which gets the newest frame at once if it is fresh, and every later one. Dispose of it when the viewer leaves.
    /// </summary>
    /// <param name="freshness">How old the newest frame may be to be shown as live.</param>
    public FrameSubscription Subscribe(TimeSpan freshness)
    {
        var subscription = new FrameSubscription(this);
        lock (_lock)
        {
            _subscriptions = [.. _subscriptions, subscription];
            if (_latest is { } latest && time.GetElapsedTime(_latestAt) <= freshness)
            {
                subscription.Offer(latest);
            }
        }

        ViewersChanged?.Invoke(this, EventArgs.Empty);
        return subscription;
    }

    /// <summary>Forgets the newest frame.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _latest?.Release();
            _latest = null;
        }
    }

    internal void Remove(FrameSubscription subscription)
    {
        lock (_lock)
        {
            _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
        }

        ViewersChanged?.Invoke(this, EventArgs.Empty);
    }

    internal void CountDrop() => Interlocked.Increment(ref _dropped);
}
