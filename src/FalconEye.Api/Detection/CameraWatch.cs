using FalconEye.Api.Cameras.Live;
using FalconEye.Api.Motion;
using FalconEye.Data.Cameras;
using FalconEye.Streaming;

namespace FalconEye.Api.Detection;

/// <summary>
/// One camera in which objects are looked for: takes pictures while something moves, the newest of which waits for the detector. One that is replaced by a
/// newer one is not looked at.
/// </summary>
internal sealed class CameraWatch(Guid id, CameraStreams streams, TimeProvider time, Action<CameraWatch> queue) : IDisposable
{
    /// <summary>From one picture to the next.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private string? _stored;
    private CancellationTokenSource? _session;
    private Task _taking = Task.CompletedTask;
    private (byte[] Jpeg, DateTime Time)? _picture;
    private bool _isOver;
    private bool _isQueued;

    internal Guid Id => id;

    /// <summary>The camera's name.</summary>
    internal string Name { get; private set; } = "";

    /// <summary>What is looked for, and where.</summary>
    internal CameraMotion Settings { get; private set; } = new();

    /// <summary>When what moves now, or moved last, began to, UTC.</summary>
    internal DateTime MovingSince { get; private set; }

    /// <summary>What it makes of pictures. Only the one that has the detector touches it, and the two below.</summary>
    internal ObjectTracker Tracker { get; } = new();

    /// <summary>The open events, by their labels.</summary>
    internal Dictionary<string, long> OpenEvents { get; } = [];

    /// <summary>Takes what the camera is, and since when something moves, if it does.</summary>
    internal void Note(Camera camera, DateTime? movingSince)
    {
        var isMoving = movingSince is not null;
        lock (_lock)
        {
            Name = camera.Name;
            if (_stored != camera.Motion)
            {
                (_stored, Settings) = (camera.Motion, CameraMotion.Read(camera.Motion));
            }

            if (isMoving == (_session is not null))
            {
                return;
            }

            if (isMoving)
            {
                _session = new CancellationTokenSource();
                MovingSince = movingSince!.Value;
                _taking = TakeAfterAsync(_taking, camera.LiveSourceUrl is null ? StreamKind.Main : StreamKind.Sub, _session, _session.Token);
                return;
            }
        }

        Rest();
    }

    /// <summary>Nothing moves any more, or no one wants to know.</summary>
    internal void Rest()
    {
        lock (_lock)
        {
            _session?.Cancel();
            _session?.Dispose();
            (_session, _picture, _isOver) = (null, null, true);
        }

        Queue();
    }

    /// <summary>As <see cref="Rest"/>: there is nothing of it left after that.</summary>
    public void Dispose() => Rest();

    /// <summary>Waits for its turn at the detector, once at a time.</summary>
    internal void Queue()
    {
        if (!Interlocked.Exchange(ref _isQueued, true))
        {
            queue(this);
        }
    }

    /// <summary>What there is to do: a picture to look at, or an end.</summary>
    internal ((byte[] Jpeg, DateTime Time)? Picture, bool IsOver) Next()
    {
        Volatile.Write(ref _isQueued, false);
        lock (_lock)
        {
            var next = (_picture, _isOver);
            (_picture, _isOver) = (null, false);
            return next;
        }
    }

    /// <summary>Completes when no more pictures are taken.</summary>
    internal Task Taking
    {
        get
        {
            lock (_lock)
            {
                return _taking;
            }
        }
    }

    private async Task TakeAfterAsync(Task before, StreamKind kind, CancellationTokenSource session, CancellationToken ended)
    {
        await before;
        try
        {
            using var subscription = streams.Subscribe(id, kind, out _);
            await using var ending = ended.UnsafeRegister(static waiting => ((FrameSubscription)waiting!).End(), subscription);
            while (await subscription.WaitAsync())
            {
                if (subscription.TryTake(out var frame))
                {
                    Offer(frame.CopyAndRelease(), session);
                    await Task.Delay(Interval, time, ended);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Nothing moves any more.
        }
    }

    private void Offer(byte[] jpeg, CancellationTokenSource session)
    {
        lock (_lock)
        {
            if (_session != session)
            {
                return;
            }

            _picture = (jpeg, time.GetUtcNow().UtcDateTime);
        }

        Queue();
    }
}
