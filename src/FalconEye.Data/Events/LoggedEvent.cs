namespace FalconEye.Data.Events;

/// <summary>Something that happened, kept for people who ask afterwards.</summary>
public sealed class LoggedEvent
{
    /// <summary>Its place in the log.</summary>
    public long Id { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime Time { get; init; }

    /// <summary>What kind, for example <c>camera_status</c> or <c>recording_ended</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The camera it is about; kept after the camera is deleted.</summary>
    public Guid? CameraId { get; init; }

    /// <summary>The recording it is about.</summary>
    public string? RecordingId { get; init; }

    /// <summary>Who did it: <c>system</c>, or a person.</summary>
    public required string Actor { get; init; }

    /// <summary>What happened and why, in words, without credentials.</summary>
    public required string Message { get; init; }

    /// <summary>The same for programs: a JSON object.</summary>
    public string Data { get; init; } = "{}";
}
