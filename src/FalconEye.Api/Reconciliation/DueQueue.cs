namespace FalconEye.Api.Reconciliation;

/// <summary>
/// A queue of keys, each with the time at which it is due. A key is handed out to one worker at a time; what is added meanwhile is due when
/// that worker returns it. So one slow key delays no other, and no change is lost, as in the work queues of Kubernetes controllers.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class DueQueue<TKey>(TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, long> _due = [];
    private readonly PriorityQueue<TKey, long> _order = new();
    private readonly Dictionary<TKey, long?> _taken = [];
    private TaskCompletionSource _earlier = NewSignal();

    /// <summary>Whether a key waits or is being worked on.</summary>
    internal bool Contains(TKey key)
    {
        lock (_lock)
        {
            return _due.ContainsKey(key) || _taken.ContainsKey(key);
        }
    }

    /// <summary>Makes a key due after a delay, or earlier if it is due earlier already.</summary>
    internal void Add(TKey key, TimeSpan delay)
    {
        lock (_lock)
        {
            AddAt(key, After(delay));
        }
    }

    /// <summary>Waits for the next key that is due, and takes it. For one caller at a time.</summary>
    internal async Task<TKey> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task earlier;
            TimeSpan wait;
            lock (_lock)
            {
                if (TryTake(out var key, out wait))
                {
                    return key;
                }

                earlier = (_earlier = NewSignal()).Task;
            }

            // Ends by the time as well as by an earlier key; both mean to check again.
            await earlier.WaitAsync(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Gives a key back after it was worked on.</summary>
    /// <param name="key">The key.</param>
    /// <param name="next">When it is due again; <see langword="null"/> leaves it out until it is added again.</param>
    internal void Return(TKey key, TimeSpan? next)
    {
        lock (_lock)
        {
            _taken.Remove(key, out var requested);
            if (next is { } delay)
            {
                AddAt(key, After(delay));
            }

            if (requested is { } due)
            {
                AddAt(key, due);
            }
        }
    }

    private void AddAt(TKey key, long due)
    {
        if (_taken.TryGetValue(key, out var requested))
        {
            _taken[key] = Math.Min(requested ?? due, due);
            return;
        }

        if (_due.TryGetValue(key, out var known) && known <= due)
        {
            return;
        }

        _due[key] = due;
        _order.Enqueue(key, due);
        _earlier.TrySetResult();
    }

    /// <param name="key">The key that is due.</param>
    /// <param name="wait">How long until one is.</param>
    private bool TryTake(out TKey key, out TimeSpan wait)
    {
        while (_order.TryPeek(out key!, out var due))
        {
            var isCurrent = _due.TryGetValue(key, out var current) && current == due;
            if (isCurrent && due > time.GetTimestamp())
            {
                wait = time.GetElapsedTime(time.GetTimestamp(), due);
                wait = wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1);
                return false;
            }

            _order.Dequeue();
            if (isCurrent)
            {
                _due.Remove(key);
                _taken[key] = null;
                wait = TimeSpan.Zero;
                return true;
            }
        }

        wait = Timeout.InfiniteTimeSpan;
        return false;
    }

    private long After(TimeSpan delay) => time.GetTimestamp() + (long)(delay.TotalSeconds * time.TimestampFrequency);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
