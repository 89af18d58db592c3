namespace FalconEye.Data.Cameras;

/// <summary>Whether and when a camera is to be recorded. Written by users only; the reconciler makes it so.</summary>
/// <param name="Mode">The kind of the answer.</param>
public readonly record struct DesiredRecording(RecordingMode Mode)
{
    /// <summary>Not recorded.</summary>
    public static DesiredRecording Off { get; } = new(RecordingMode.Off);

    /// <summary>Recorded around the clock.</summary>
    public static DesiredRecording Always { get; } = new(RecordingMode.Always);

    /// <summary>Whether the camera is recorded at any time.</summary>
    public bool IsOn => Mode != RecordingMode.Off;

    /// <summary>Whether a recorder should be recording at a moment.</summary>
    /// <param name="now">The moment.</param>
    public bool IsActiveAt(DateTimeOffset now) => Mode switch
    {
        RecordingMode.Off => false,
        RecordingMode.Always => true,
        _ => throw new InvalidOperationException($"There is no recording mode {Mode} ({now:O})."),
    };
}
