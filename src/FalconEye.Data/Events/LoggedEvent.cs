namespace FalconEye.Data.Events;

/// <summary>Something that happened, kept for users who ask afterwards.</summary>
public sealed class LoggedEvent
{
    /// <summary>Its place in the log.</summary>
    public long Id { get; init; }

    /// <summary>When it happened or began, UTC.</summary>
    public required DateTime Time { get; init; }

    /// <summary>Whether it is still going on: its end is not known yet.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>When it ended, UTC; <see langword="null"/> while it goes on, and for what has no duration.</summary>
    public DateTime? EndTime { get; private set; }

    /// <summary>What kind, for example <c>camera_status</c> or <c>recording_ended</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The camera it is about; kept after the camera is deleted.</summary>
    public Guid? CameraId { get; init; }

    /// <summary>The recording it is about.</summary>
    public string? RecordingId { get; init; }

    /// <summary>Who did it: <c>system</c>, or a user.</summary>
    public required string Actor { get; init; }

    /// <summary>What happened and why, as text for users, without credentials.</summary>
    public required string Message { get; set; }

    /// <summary>The same for programs: a JSON object.</summary>
    public string Data { get; set; } = "{}";

    /// <summary>How sure a detector is, or how strong what it saw was, 0 to 1.</summary>
    public double? Score { get; set; }

    /// <summary>The zone of the picture in which it was seen, by its name.</summary>
    public string? Zone { get; set; }

    /// <summary>What it is about within its kind: an object's class, a machine's name.</summary>
    public string? Label { get; init; }

    /// <summary>Whether there is an <see cref="EventPicture"/> of it.</summary>
    public bool HasPicture { get; set; }

    /// <summary>Marks a new event as one that goes on until <see cref="Close"/>.</summary>
    /// <returns>The event itself.</returns>
    public LoggedEvent Open()
    {
        (IsOpen, EndTime) = (true, null);
        return this;
    }

    /// <summary>Sets its end.</summary>
    /// <param name="end">UTC; not before its beginning.</param>
    /// <returns>The event itself.</returns>
    public LoggedEvent Close(DateTime end)
    {
        (IsOpen, EndTime) = (false, end < Time ? Time : end);
        return this;
    }
}
