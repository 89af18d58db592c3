namespace FalconEye.Streaming.Video;

/// <summary>
/// Hands each message of live video to every viewer, and to new ones what they need to begin at once. A viewer that is slow goes on at the
/// next keyframe and learns how many frames it has missed; it delays no other. Messages are published by one thread at a time.
/// </summary>
public sealed class VideoBroadcaster(TimeProvider time)
{
    /// <summary>The longest group of pictures that is kept for new viewers.</summary>
    private const int MaxGroupBytes = 16 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly GroupOfPictures _group = new(MaxGroupBytes);
    private VideoSubscription[] _subscriptions = [];
    private long _missed;
    private long _published;

    /// <summary>Raised after a viewer came or went, without a lock held; look at <see cref="Viewers"/>.</summary>
    public event EventHandler? ViewersChanged;

    /// <summary>How long a viewer may take for one message before it is disconnected.</summary>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Viewers at present.</summary>
    public int Viewers => Volatile.Read(ref _subscriptions).Length;

    /// <summary>Messages published so far.</summary>
    public long Published => Interlocked.Read(ref _published);

    /// <summary>Frames that slow viewers have missed so far, summed over them.</summary>
    public long Missed => Interlocked.Read(ref _missed);

    internal TimeProvider Time => time;

    /// <summary>Hands a message on. The first one, and each after <see cref="Clear"/>, is the beginning of an MP4, and a keyframe follows it.</summary>
    public void Publish(VideoMessage message)
    {
        VideoSubscription[] subscriptions;
        lock (_lock)
        {
            _group.Add(message);
            subscriptions = _subscriptions;
        }

        Interlocked.Increment(ref _published);
        foreach (var subscription in subscriptions)
        {
            subscription.Offer(message);
        }
    }

    /// <summary>Adds a viewer. Dispose of its subscription when it leaves.</summary>
    public VideoSubscription Subscribe()
    {
        var subscription = new VideoSubscription(this);
        lock (_lock)
        {
            subscription.Begin(_group);
            _subscriptions = [.. _subscriptions, subscription];
        }

        ViewersChanged?.Invoke(this, EventArgs.Empty);
        return subscription;
    }

    /// <summary>Forgets what new viewers get: the source is closed, so that it is live no longer.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _group.Clear();
        }
    }

    /// <summary>Ends the subscriptions of all viewers: this source has no video for them.</summary>
    public void EndAll()
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions))
        {
            subscription.End();
        }
    }

    internal void Remove(VideoSubscription subscription)
    {
        lock (_lock)
        {
            _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
        }

        ViewersChanged?.Invoke(this, EventArgs.Empty);
    }

    internal void CountMissed(int frames) => Interlocked.Add(ref _missed, frames);
}
