using FalconEye.Contracts.Recordings;
using FalconEye.Media.Ingest;
using FalconEye.Rtsp;

namespace FalconEye.Recorder.Recording.Events;

/// <summary>
/// Stands before the files: lets everything through while the camera is recorded all of the time, and what the plan asks for while it is
/// recorded on events. What it holds back stays in memory for as long as the plan says, so that a recording begins before its event. It opens and
/// closes at keyframes, so that one recording ends where the next begins.
/// </summary>
/// <param name="plan">What is wanted.</param>
/// <param name="assembler">Makes files of what is let through.</param>
/// <param name="queue">Takes them to the disk.</param>
/// <param name="onHeld">Called when there is something to begin a recording with.</param>
internal sealed class EventGate(EventPlan plan, SegmentAssembler assembler, SegmentQueue queue, Action onHeld) : ITimedUnitSink
{
    /// <summary>About half a minute at 8 Mbit/s; of a camera that sends more, less time is held.</summary>
    private const int MaxBytes = 32 * 1024 * 1024;

    private readonly UnitBuffer _held = new(MaxBytes);
    private StreamDescription? _stream;
    private bool _isOpen;

    /// <summary>Whether a keyframe has come.</summary>
    internal bool HasBegun { get; private set; }

    /// <inheritdoc/>
    public void OnDescription(StreamDescription stream)
    {
        Deliver(isForced: true);
        _held.Clear();
        _stream = stream;
        assembler.OnDescription(stream);
    }

    /// <inheritdoc/>
    public void OnUnit(in TimedUnit unit)
    {
        var isKey = IsVideoKey(unit);
        HasBegun |= isKey;
        if (_isOpen && _held.IsRead && !IsOver(unit, isKey))
        {
            _held.Clear();
            assembler.OnUnit(unit);
            return;
        }

        Hold(unit, isKey);
        Deliver(isForced: false);
    }

    /// <inheritdoc/>
    public void OnLoss(int track, int packets) => assembler.OnLoss(track, packets);

    /// <summary>Lets through what is still to be recorded; the connection has ended.</summary>
    internal void Complete()
    {
        Deliver(isForced: true);
        assembler.Complete();
    }

    private void Hold(in TimedUnit unit, bool isKey)
    {
        if (isKey)
        {
            _held.Begin(unit.WallClock);
            if (plan.Current is not null)
            {
                onHeld();
            }
        }

        while (!_held.TryAdd(unit))
        {
            if (_isOpen && !_held.IsRead)
            {
                // The disk is too slow; the assembler says so.
                Deliver(isForced: true);
            }

            _held.DropOldest();
        }

        if (!_isOpen && plan.Current is { } events)
        {
            _held.DropBefore(unit.WallClock - TimeSpan.FromSeconds(events.HoldSeconds));
        }
    }

    /// <param name="isForced">Whether to go on though the disk is behind.</param>
    private void Deliver(bool isForced)
    {
        while ((_isOpen || TryOpen()) && !_held.IsRead && (isForced || !queue.IsFull))
        {
            var unit = _held.Peek();
            if (IsOver(unit, IsVideoKey(unit)))
            {
                Close(unit);
                continue;
            }

            _held.Skip();
            assembler.OnUnit(unit);
        }
    }

    /// <summary>Opens when something of what is held, or comes next, is to be recorded.</summary>
    private bool TryOpen()
    {
        if (_held.Start is not { } start)
        {
            return false;
        }

        if (plan.Current is not { } events)
        {
            _held.DropBefore(DateTimeOffset.MaxValue);
            return _isOpen = true;
        }

        if (!(start < events.Until))
        {
            return false;
        }

        _held.DropBefore(events.From ?? DateTimeOffset.MinValue);
        return _isOpen = _held.Start < events.Until;
    }

    /// <summary>Whether a recording on events ends before a unit.</summary>
    private bool IsOver(in TimedUnit unit, bool isKey) => isKey && plan.Current is { } events && !(events.Until > unit.WallClock);

    private void Close(in TimedUnit next)
    {
        _isOpen = false;
        assembler.CompleteBefore(next);
        queue.End(RecordingStatus.Completed, null);
    }

    private bool IsVideoKey(in TimedUnit unit) => unit.IsKey && unit.Track == _stream?.Video?.Index;
}
