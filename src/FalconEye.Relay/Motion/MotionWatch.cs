using FalconEye.Contracts.Cameras;
using FalconEye.Media.Motion;

namespace FalconEye.Relay.Motion;

/// <summary>
/// The camera's motion detection, for as long as the program runs: a camera that drops out for a moment keeps its background.
/// </summary>
internal sealed class MotionWatch
{
    private readonly Lock _lock = new();
    private readonly MotionDetector? _detector;
    private readonly MotionTracker _tracker;
    private readonly TimeProvider _time;
    private readonly Guid _run = Guid.NewGuid();
    private volatile MotionFrame? _latest;

    public MotionWatch(RelaySettings settings, TimeProvider time)
    {
        _time = time;
        ShownAspect = (double)settings.Width / settings.Height;
        _detector = settings.Motion is { } motion ? new MotionDetector(motion) : null;
        _tracker = new MotionTracker(settings.Motion?.MinSeconds ?? 0);
    }

    /// <summary>Whether it is switched on.</summary>
    internal bool IsOn => _detector is not null;

    /// <summary>Width by height of the JPEG frames that users see.</summary>
    internal double ShownAspect { get; }

    /// <summary>What has moved lately; <see langword="null"/> when it is switched off.</summary>
    internal MotionReport? Report() => IsOn ? new MotionReport(_run, _tracker.Recent()) { Latest = _latest } : null;

    /// <summary>Looks at a frame of <see cref="MotionDetector.Width"/> times <see cref="MotionDetector.Height"/> grey values.</summary>
    internal void Take(ReadOnlySpan<byte> picture)
    {
        // A decoder that is being closed may deliver its last frame while the next one delivers its first.
        lock (_lock)
        {
            var (sample, now) = (_detector!.Look(picture), _time.GetUtcNow().UtcDateTime);
            _tracker.Note(sample, now);
            _latest = new MotionFrame(now, sample.Areas);
        }
    }

    /// <summary>No more frames come for now.</summary>
    internal void End()
    {
        _tracker.End();
        _latest = null;
    }
}
