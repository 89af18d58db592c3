using FalconEye.Contracts.Cameras;
using FalconEye.Media.Copy;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Ingest;
using FalconEye.Processes.Sandbox;
using FalconEye.Relay.Motion;
using FalconEye.Streaming;
using FalconEye.Streaming.Video;

namespace FalconEye.Relay;

/// <summary>How the relay's source is doing, for health, metrics and requests that wait for a frame.</summary>
internal sealed class RelayState(RelaySettings settings, IngestChoice choice, MotionWatch motion, FrameBroadcaster broadcaster, VideoBroadcaster video, CopyHub units, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly IReadOnlyList<string> _protections = Protections.Detect().Active;
    private readonly FrameRate _pictureRate = new(time);
    private readonly FrameRate _videoRate = new(time);
    private RelayStatus _status = RelayStatus.Starting;
    private SourceFailure? _failure;
    private string? _waiting;
    private string? _videoRefusal;
    private int _width;
    private int _height;
    private long _bytes;
    private long _restarts;

    /// <summary>Raised when the source has failed.</summary>
    internal event EventHandler? Failed;

    /// <summary>Why there is no video; <see langword="null"/> while there is one.</summary>
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

    /// <summary>Bytes of frames received so far.</summary>
    internal long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Attempts at the source after it failed.</summary>
    internal long Restarts => Interlocked.Read(ref _restarts);

    /// <summary>Frames per second lately: frames while some are made, else frames of video.</summary>
    internal double Fps
    {
        get
        {
            lock (_lock)
            {
                return _pictureRate.Read() is > 0 and var pictures ? pictures : _videoRate.Read();
            }
        }
    }

    /// <summary>Why the camera is shown by JPEG only; <see langword="null"/> when it is not, or not known yet.</summary>
    internal string? VideoRefusal => Volatile.Read(ref _videoRefusal);

    /// <summary>Takes the caller's reference to a new frame and hands it on.</summary>
    internal void Receive(Frame frame)
    {
        lock (_lock)
        {
            (_status, _failure, _waiting) = (RelayStatus.Running, null, null);
            (_width, _height) = (frame.Width, frame.Height);
            _pictureRate.Note();
        }

        Interlocked.Add(ref _bytes, frame.Jpeg.Length);
        broadcaster.Publish(frame);
    }

    /// <summary>Notes a frame of compressed video.</summary>
    /// <param name="width">Its width in pixels; 0 when it is not known.</param>
    /// <param name="height">Its height in pixels; 0 when it is not known.</param>
    /// <param name="bytes">Its size.</param>
    internal void RecordVideo(int width, int height, int bytes)
    {
        lock (_lock)
        {
            (_status, _failure, _waiting) = (RelayStatus.Running, null, null);
            (_width, _height) = _width > 0 ? (_width, _height) : (width, height);
            _videoRate.Note();
        }

        Interlocked.Add(ref _bytes, bytes);
    }

    /// <summary>Says why the camera has no live video but JPEG, which ends its viewers; or that it has.</summary>
    /// <param name="reason">A sentence for users; <see langword="null"/> when it may have.</param>
    internal void RefuseVideo(string? reason)
    {
        Volatile.Write(ref _videoRefusal, reason);
        if (reason is not null)
        {
            video.EndAll();
            units.End();
        }
    }

    /// <summary>Notes that the source was closed in good health.</summary>
    internal void Rest()
    {
        lock (_lock)
        {
            _status = _failure is null ? RelayStatus.Idle : RelayStatus.Error;
        }
    }

    /// <summary>Forgets a failure: the source is tried again by the next viewer.</summary>
    internal void ForgetFailure()
    {
        lock (_lock)
        {
            (_status, _failure) = (RelayStatus.Idle, null);
        }
    }

    /// <summary>Records a failure.</summary>
    internal void Fail(SourceFailure failure)
    {
        lock (_lock)
        {
            (_status, _failure, _waiting) = (RelayStatus.Error, failure, null);
        }

        Failed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Notes that the source works and what its first frame waits for.</summary>
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
                broadcaster.Viewers + video.Viewers + units.Readers,
                fps,
                LastFrameAgeMs(),
                _failure?.Message ?? _waiting,
                _width > 0 ? _width : null,
                _height > 0 ? _height : null)
            {
                Ingest = choice.Report,
                Protections = _protections,
                Motion = motion.Report(),
            };
        }
    }

    private long? LastFrameAgeMs()
    {
        var (picture, frame) = (broadcaster.LatestAge, _videoRate.SinceLast);
        return (long?)(picture is null || frame < picture ? frame : picture)?.TotalMilliseconds;
    }
}
