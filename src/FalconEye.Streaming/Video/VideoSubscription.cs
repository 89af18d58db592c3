using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace FalconEye.Streaming.Video;

/// <summary>
/// One viewer's queue of live video. It holds what the viewer began with and at most two seconds or 4 MiB more; beyond that it is emptied and
/// filled again from the next keyframe, after a message that says how many frames are missing. One reader at a time.
/// </summary>
public sealed class VideoSubscription : IDisposable
{
    private const int MaxQueuedBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan MaxQueuedTime = TimeSpan.FromSeconds(2);

    private readonly VideoBroadcaster _broadcaster;
    private readonly Lock _lock = new();
    private readonly Queue<Entry> _queue = new();
    private readonly Channel<bool> _signal;
    private int _queuedBytes;
    private int _missed;
    private bool _hasInit;
    private bool _waitsForKeyframe = true;
    private bool _hasBegun;
    private int _disposed;

    internal VideoSubscription(VideoBroadcaster broadcaster)
    {
        _broadcaster = broadcaster;

        // Synchronous: the publisher runs the viewer up to its next wait, which saves a thread switch for each frame and viewer.
        _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
        {
            FullMode = BoundedChannelFullMode.DropWrite,
            SingleReader = true,
            AllowSynchronousContinuations = true,
        });
    }

    /// <summary>How long the viewer may take for one message before it is disconnected.</summary>
    public TimeSpan StallLimit => _broadcaster.StallLimit;

    /// <summary>Waits for messages.</summary>
    /// <returns>False when the subscription has ended; else take them with <see cref="TryTake"/> until there is none.</returns>
    public async ValueTask<bool> WaitAsync()
    {
        while (!TryPeek(out _))
        {
            if (!await _signal.Reader.WaitToReadAsync(CancellationToken.None))
            {
                return false;
            }

            _signal.Reader.TryRead(out _);
        }

        return true;
    }

    /// <summary>Looks at the next message and leaves it.</summary>
    public bool TryPeek([NotNullWhen(true)] out VideoMessage? message)
    {
        lock (_lock)
        {
            message = _queue.TryPeek(out var entry) ? entry.Message : null;
            return message is not null;
        }
    }

    /// <summary>Takes the next message.</summary>
    public bool TryTake([NotNullWhen(true)] out VideoMessage? message)
    {
        lock (_lock)
        {
            if (!_queue.TryDequeue(out var entry))
            {
                message = null;
                return false;
            }

            _queuedBytes -= entry.IsCounted ? entry.Message.Length : 0;
            message = entry.Message;
            return true;
        }
    }

    /// <summary>Ends the waiting; from any thread, more than once.</summary>
    public void End() => _signal.Writer.TryComplete();

    /// <summary>Leaves the broadcaster.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        End();
        _broadcaster.Remove(this);
    }

    /// <summary>Queues what the viewer begins with. It counts for no limit: it was not the viewer who was slow.</summary>
    internal void Begin(GroupOfPictures group)
    {
        if (group.Init is null)
        {
            return;
        }

        var now = _broadcaster.Time.GetTimestamp();
        lock (_lock)
        {
            _hasInit = true;
            _waitsForKeyframe = group.Messages.Count == 0;
            _hasBegun = !_waitsForKeyframe;
            _queue.Enqueue(new Entry(group.Init, now, IsCounted: false));
            foreach (var message in group.Messages)
            {
                _queue.Enqueue(new Entry(message, now, IsCounted: false));
            }
        }

        _signal.Writer.TryWrite(true);
    }

    internal void Offer(VideoMessage message)
    {
        lock (_lock)
        {
            if (!Take(message))
            {
                return;
            }
        }

        _signal.Writer.TryWrite(true);
    }

    /// <returns>Whether anything was queued.</returns>
    private bool Take(VideoMessage message)
    {
        var now = _broadcaster.Time.GetTimestamp();
        if (message.Kind == VideoMessageKind.Init)
        {
            // The player begins again with it: what waits for it is of no use any more.
            Drop();
            _queue.Clear();
            (_queuedBytes, _hasInit, _waitsForKeyframe) = (0, true, true);
            Enqueue(message, now);
            return true;
        }

        if (!_hasInit)
        {
            return false;
        }

        if (!_waitsForKeyframe && IsSlow(message, now))
        {
            Drop();
            _waitsForKeyframe = true;
        }

        if (_waitsForKeyframe && message.Kind != VideoMessageKind.Keyframe)
        {
            CountMissed(message.IsFrame && _hasBegun ? 1 : 0);
            return false;
        }

        if (_missed > 0)
        {
            Enqueue(VideoMessage.CreateMissed(message.CapturedAt, _missed), now);
            _missed = 0;
        }

        (_waitsForKeyframe, _hasBegun) = (false, true);
        Enqueue(message, now);
        return true;
    }

    private bool IsSlow(VideoMessage message, long now)
    {
        if (_queuedBytes == 0)
        {
            return false;
        }

        foreach (var entry in _queue)
        {
            if (entry.IsCounted)
            {
                return _queuedBytes + message.Length > MaxQueuedBytes || _broadcaster.Time.GetElapsedTime(entry.QueuedAt, now) > MaxQueuedTime;
            }
        }

        return false;
    }

    /// <summary>Empties the queue but for the beginning of the MP4, without which nothing that follows can be shown.</summary>
    private void Drop()
    {
        var frames = _queue.Count(entry => entry.Message.IsFrame);
        var init = _queue.LastOrDefault(entry => entry.Message.Kind == VideoMessageKind.Init);
        var announced = _queue.Where(entry => entry.Message.Kind == VideoMessageKind.Missed).Sum(entry => entry.Message.MissedFrames);
        _queue.Clear();
        _queuedBytes = 0;
        if (init is not null)
        {
            _queue.Enqueue(init);
            _queuedBytes += init.IsCounted ? init.Message.Length : 0;
        }

        _missed += announced;
        CountMissed(frames);
    }

    private void CountMissed(int frames)
    {
        if (frames > 0)
        {
            _missed += frames;
            _broadcaster.CountMissed(frames);
        }
    }

    private void Enqueue(VideoMessage message, long now)
    {
        _queue.Enqueue(new Entry(message, now, IsCounted: true));
        _queuedBytes += message.Length;
    }

    private sealed record Entry(VideoMessage Message, long QueuedAt, bool IsCounted);
}
