using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Ingest;
using FalconEye.Processes.Sandbox;
using FalconEye.Streaming;

namespace FalconEye.Relay;

/// <summary>How the relay's source is doing, for health, metrics and requests that wait for a picture.</summary>
internal sealed class RelayState(RelaySettings settings, IngestChoice choice, FrameBroadcaster broadcaster, TimeProvider time)
{
    private const int FramesCounted = 32;
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly Queue<long> _arrivals = new(FramesCounted);
    private readonly IReadOnlyList<string> _protections = Protections.Detect().Active;
    private RelayStatus _status = RelayStatus.Starting;
    private SourceFailure? _failure;
    private string? _waiting;
    private int _width;
    private int _height;
    private long _bytes;
    private long _restarts;

    /// <summary>Raised when the source has failed.</summary>
    internal event EventHandler? Failed;

    /// <summary>Why there is no picture; <see langword="null"/> while there is one.</summary>
    internal SourceFailure? Failure
    {
        get
        {
            lock (_lock)
            {
                return _failure;
            }
        }
    }

    /// <summary>Bytes of pictures received so far.</summary>
    internal long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Attempts at the source after it failed.</summary>
    internal long Restarts => Interlocked.Read(ref _restarts);

    /// <summary>Frames per second lately.</summary>
    internal double Fps
    {
        get
        {
            lock (_lock)
            {
                while (_arrivals.TryPeek(out var oldest) && time.GetElapsedTime(oldest) > RateWindow)
                {
                    _arrivals.Dequeue();
                }

                return _arrivals.Count < 2 ? 0 : Math.Round((_arrivals.Count - 1) / time.GetElapsedTime(_arrivals.Peek(), _arrivals.Last()).TotalSeconds, 1);
            }
        }
    }

    /// <summary>Takes the caller's reference to a new picture and hands it on.</summary>
    internal void Receive(Frame frame)
    {
        lock (_lock)
        {
            (_status, _failure, _waiting) = (RelayStatus.Running, null, null);
            (_width, _height) = (frame.Width, frame.Height);
            if (_arrivals.Count == FramesCounted)
            {
                _arrivals.Dequeue();
            }

            _arrivals.Enqueue(time.GetTimestamp());
        }

        Interlocked.Add(ref _bytes, frame.Jpeg.Length);
        broadcaster.Publish(frame);
    }

    /// <summary>Notes that the source was closed in good health.</summary>
    internal void Rest()
    {
        lock (_lock)
        {
            _status = _failure is null ? RelayStatus.Idle : RelayStatus.Error;
        }
    }

    /// <summary>Notes a failure.</summary>
    internal void Fail(SourceFailure failure)
    {
        lock (_lock)
        {
            (_status, _failure, _waiting) = (RelayStatus.Error, failure, null);
        }

        Failed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Notes that the source works and what its first picture waits for.</summary>
    /// <param name="reason">A sentence for people.</param>
    internal void Wait(string reason)
    {
        lock (_lock)
        {
            (_status, _failure, _waiting) = (RelayStatus.Starting, null, reason);
        }
    }

    /// <summary>Counts an attempt after a failure.</summary>
    internal void CountRestart() => Interlocked.Increment(ref _restarts);

    /// <summary>What <c>/health</c> answers.</summary>
    internal RelayHealth Health()
    {
        var fps = Fps;
        lock (_lock)
        {
            return new RelayHealth(
                _status,
                settings.Label,
                settings.Source.Redacted,
                broadcaster.Viewers,
                fps,
                (long?)broadcaster.LatestAge?.TotalMilliseconds,
                _failure?.Message ?? _waiting,
                _width > 0 ? _width : null,
                _height > 0 ? _height : null)
            {
                Ingest = choice.Report,
                Protections = _protections,
            };
        }
    }
}
