using FalconEye.Media.Ingest;
using FalconEye.Rtsp;
using FalconEye.Streaming.Video;

namespace FalconEye.Media.Copy;

/// <summary>
/// Offers the units of a recording to the camera's relay, so that the camera is watched and recorded over one connection. It never waits for a
/// relay: what one does not take in time is dropped up to the next keyframe.
/// </summary>
public sealed class CopyHub(TimeProvider time) : ITimedUnitSink
{
    /// <summary>Eight seconds at 8 Mbit/s; most cameras send a keyframe each one to four seconds.</summary>
    private const int MaxHistory = 8 * 1024 * 1024;

    /// <summary>
    /// An alert about a camera that falls silent is to come at most 10 s after the rule's time, so less than the relay's poll interval. A camera that sends
    /// more seldom is asked by its relay.
    /// </summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly UnitHistory _history = new(MaxHistory);
    private readonly VideoBroadcaster _readers = new(time);
    private TaskCompletionSource _takeover = New();
    private StreamDescription? _stream;
    private long? _lastUnit;
    private int _waiting;
    private bool _isOn;

    /// <summary>Raised after a reader came or went; look at <see cref="HasReaders"/>.</summary>
    public event EventHandler? ReadersChanged
    {
        add => _readers.ViewersChanged += value;
        remove => _readers.ViewersChanged -= value;
    }

    /// <summary>Readers at present.</summary>
    public int Readers => _readers.Viewers;

    /// <summary>Whether a relay takes a copy at this moment: the camera is watched live.</summary>
    public bool HasReaders => _readers.Viewers > 0;

    /// <summary>Whether the camera has sent something in the last seconds. A recording goes on, and is copied, while it is tried to reach the camera again.</summary>
    public bool IsReceiving
    {
        get
        {
            lock (_lock)
            {
                return _isOn && _lastUnit is { } last && time.GetElapsedTime(last) < Silence;
            }
        }
    }

    /// <summary>Relays that have the camera open themselves, and wait until the recorder takes it over.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Notes that a recording has begun whose units can be copied.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _isOn = true;
        }
    }

    /// <summary>Notes that the recording has ended, which ends the copies.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isOn = false;
            _takeover = _takeover.Task.IsCompleted ? New() : _takeover;
            Forget();
        }

        _readers.EndAll();
    }

    /// <summary>Has the waiting relays leave the camera and take the copy.</summary>
    public void TakeOver()
    {
        lock (_lock)
        {
            if (_isOn)
            {
                _takeover.TrySetResult();
            }
        }
    }

    /// <summary>A sink that hands everything on, and copies it.</summary>
    /// <param name="recording">Gets each unit first.</param>
    public ITimedUnitSink Tee(ITimedUnitSink recording) => new CopyingSink(this, recording);

    /// <summary>Notes that the connection to the camera is closed: the next one begins again.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            (_stream, _lastUnit) = (null, null);
            _history.Clear();
            _readers.Clear();
            _takeover = _takeover.Task.IsCompleted ? New() : _takeover;
        }
    }

    /// <summary>Adds a reader of a recording that runs.</summary>
    /// <returns><see langword="null"/> when none runs.</returns>
    public VideoSubscription? TrySubscribe()
    {
        lock (_lock)
        {
            if (!_isOn)
            {
                return null;
            }

            if (!HasReaders && _stream is { } stream)
            {
                _readers.Clear();
                _readers.Publish(StreamCopy.Describe(stream));

                // What a camera sent before it fell silent would say that it is still there.
                foreach (var message in IsReceiving ? _history.Messages() : [])
                {
                    _readers.Publish(message);
                }
            }

            return _readers.Subscribe();
        }
    }

    /// <summary>Waits until the recorder takes the camera over, then adds a reader.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<VideoSubscription> WaitAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            while (true)
            {
                Task takeover;
                lock (_lock)
                {
                    takeover = _takeover.Task;
                }

                await takeover.WaitAsync(cancellationToken);
                if (TrySubscribe() is { } subscription)
                {
                    return subscription;
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public void OnDescription(StreamDescription stream)
    {
        lock (_lock)
        {
            _stream = stream;
            _history.Clear();
            if (HasReaders)
            {
                _readers.Publish(StreamCopy.Describe(stream));
            }
        }
    }

    /// <inheritdoc/>
    public void OnUnit(in TimedUnit unit)
    {
        lock (_lock)
        {
            if (!_isOn || _stream is null)
            {
                return;
            }

            _lastUnit = time.GetTimestamp();
            var isVideo = unit.Track == _stream.Video?.Index;
            var kind = !isVideo ? VideoMessageKind.Audio : unit.IsKey ? VideoMessageKind.Keyframe : VideoMessageKind.Delta;
            var capturedAt = (unit.WallClock - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            _history.Add(kind, unit, capturedAt);
            if (HasReaders)
            {
                var message = VideoMessage.Allocate(kind, capturedAt, StreamCopy.LengthOf(unit), out var payload);
                StreamCopy.Write(unit, payload.Span);
                _readers.Publish(message);
            }

            if (kind == VideoMessageKind.Keyframe)
            {
                _takeover.TrySetResult();
            }
        }
    }

    /// <inheritdoc/>
    public void OnLoss(int track, int packets)
    {
        // The next frame is a keyframe, with which the readers go on.
    }

    private sealed class CopyingSink(CopyHub hub, ITimedUnitSink recording) : ITimedUnitSink
    {
        public void OnDescription(StreamDescription stream)
        {
            recording.OnDescription(stream);
            hub.OnDescription(stream);
        }

        public void OnUnit(in TimedUnit unit)
        {
            recording.OnUnit(unit);
            hub.OnUnit(unit);
        }

        public void OnLoss(int track, int packets) => recording.OnLoss(track, packets);
    }
}
