using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace FalconEye.Streaming;

/// <summary>One viewer's place for the newest frame that it has not taken yet. One reader at a time.</summary>
public sealed class FrameSubscription : IDisposable
{
    private readonly FrameBroadcaster _broadcaster;
    private readonly Channel<Frame> _slot;
    private int _disposed;

    internal FrameSubscription(FrameBroadcaster broadcaster)
    {
        _broadcaster = broadcaster;

        // Synchronous: the publisher runs the viewer up to its next wait, which saves a thread switch for each frame and viewer.
        var newestOnly = new BoundedChannelOptions(1)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            SingleReader = true,
            AllowSynchronousContinuations = true,
        };
        _slot = Channel.CreateBounded<Frame>(newestOnly, Skip);
    }

    /// <summary>How long the viewer may take for one frame before it is let go.</summary>
    public TimeSpan StallLimit => _broadcaster.StallLimit;

    /// <summary>Waits for a frame, without allocating.</summary>
    /// <returns>False when the subscription has ended; else look with <see cref="TryTake"/>.</returns>
    public ValueTask<bool> WaitAsync() => _slot.Reader.WaitToReadAsync(CancellationToken.None);

    /// <summary>Takes the newest frame; its reference is the caller's to release.</summary>
    public bool TryTake([NotNullWhen(true)] out Frame? frame) => _slot.Reader.TryRead(out frame);

    /// <summary>Ends the waiting; from any thread, more than once.</summary>
    public void End() => _slot.Writer.TryComplete();

    /// <summary>Leaves the broadcaster and gives back the frame that waits.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        End();
        _broadcaster.Remove(this);
        while (TryTake(out var frame))
        {
            frame.Release();
        }
    }

    internal void Offer(Frame frame)
    {
        if (!_slot.Writer.TryWrite(frame.AddReference()))
        {
            frame.Release();
        }
    }

    private void Skip(Frame frame)
    {
        _broadcaster.CountDrop();
        frame.Release();
    }
}
