using FalconEye.Media.Ingest;

namespace FalconEye.Recorder.Recording.Events;

/// <summary>
/// The last seconds of a camera, in groups from keyframe to keyframe, bounded by bytes: what comes before an event. Not thread-safe.
/// </summary>
/// <param name="maxBytes">The memory that it may take.</param>
internal sealed class UnitBuffer(int maxBytes)
{
    private readonly Queue<UnitGroup> _groups = new();
    private UnitGroup? _last;
    private UnitGroup? _spare;
    private long _capacity;

    /// <summary>Whether all that is in it has been read.</summary>
    internal bool IsRead => _last is null or { IsRead: true };

    /// <summary>When its oldest keyframe was captured; <see langword="null"/> when there is none.</summary>
    internal DateTimeOffset? Start => _groups.TryPeek(out var first) ? first.Start : null;

    /// <summary>Begins a group, with a keyframe that is added next.</summary>
    /// <param name="start">When that was captured.</param>
    internal void Begin(DateTimeOffset start)
    {
        (_last, _spare) = (_spare ?? new UnitGroup(), null);
        _last.Begin(start);
        _groups.Enqueue(_last);
    }

    /// <summary>Adds a unit to the newest group; without any it is left out.</summary>
    /// <returns>False when there is no room for it.</returns>
    internal bool TryAdd(in TimedUnit unit)
    {
        if (_last is not { } last)
        {
            return true;
        }

        var others = _capacity - last.Capacity;
        var before = last.Capacity;
        if (!last.TryAdd(unit, (int)Math.Max(0, maxBytes - others)))
        {
            return TryFreeSpare() && TryAdd(unit);
        }

        _capacity += last.Capacity - before;
        return true;
    }

    /// <summary>The next unit, oldest first; valid until another is added. There must be one that has not been read.</summary>
    internal TimedUnit Peek()
    {
        while (_groups.Peek() is { IsRead: true })
        {
            DropOldest();
        }

        return _groups.Peek().Peek();
    }

    /// <summary>Counts the unit that <see cref="Peek"/> gave as read.</summary>
    internal void Skip() => _groups.Peek().Skip();

    /// <summary>Drops what was captured before a moment, but for the group that the moment is in.</summary>
    internal void DropBefore(DateTimeOffset moment)
    {
        while (_groups.Skip(1).FirstOrDefault() is { } next && next.Start <= moment)
        {
            DropOldest();
        }
    }

    /// <summary>Drops the oldest group.</summary>
    internal void DropOldest()
    {
        var dropped = _groups.Dequeue();
        _last = _groups.Count == 0 ? null : _last;
        TryFreeSpare();

        // Its memory is used for the next group.
        _spare = dropped;
    }

    /// <summary>Drops all of it.</summary>
    internal void Clear()
    {
        while (_groups.Count > 0)
        {
            DropOldest();
        }
    }

    private bool TryFreeSpare()
    {
        _capacity -= _spare?.Capacity ?? 0;
        var isFreed = _spare is not null;
        _spare = null;
        return isFreed;
    }
}
