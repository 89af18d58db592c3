namespace FalconEye.Data.Cameras;

/// <summary>Whether and when a camera is to be recorded. Written by users only; the reconciler makes it so.</summary>
/// <param name="Mode">The kind of the answer.</param>
public readonly record struct DesiredRecording(RecordingMode Mode)
{
    /// <summary>Not recorded.</summary>
    public static DesiredRecording Off { get; } = new(RecordingMode.Off);

    /// <summary>Recorded around the clock.</summary>
    public static DesiredRecording Always { get; } = new(RecordingMode.Always);

    /// <summary>Recorded by its weekly schedule.</summary>
    public static DesiredRecording BySchedule { get; } = new(RecordingMode.Schedule);

    /// <summary>Recorded on events.</summary>
    public static DesiredRecording OnEvents { get; } = new(RecordingMode.Events);

    /// <summary>Whether the camera is recorded at any time.</summary>
    public bool IsOn => Mode != RecordingMode.Off;

    /// <summary>Whether a recorder should be recording, or waiting for an event, at a moment.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="schedule">The camera's schedule; without one nothing is recorded by it.</param>
    public bool IsActiveAt(DateTimeOffset now, WeeklySchedule? schedule) => Mode switch
    {
        RecordingMode.Off => false,
        RecordingMode.Always or RecordingMode.Events => true,
        RecordingMode.Schedule => schedule?.IsActiveAt(now) ?? false,
        _ => throw new InvalidOperationException($"There is no recording mode {Mode} ({now:O})."),
    };
}
