namespace FalconEye.Api.Events;

/// <summary>The kinds of events that are observed. What users and programs do has kinds of its own (<c>camera_added</c>, <c>login</c>, ...).</summary>
internal static class EventKinds
{
    /// <summary>Something moved in the picture.</summary>
    internal const string Motion = "motion";

    /// <summary>Something was recognised in the picture; its class is the label.</summary>
    internal const string Object = "object";

    /// <summary>It was loud.</summary>
    internal const string Audio = "audio";

    /// <summary>The camera was covered, blurred or turned away.</summary>
    internal const string Tamper = "tamper";

    /// <summary>The camera itself reported something.</summary>
    internal const string CameraEvent = "camera_event";

    /// <summary>A camera that is to run gives no picture, from the event's beginning to its end.</summary>
    internal const string CameraOffline = "camera_offline";

    /// <summary>A camera that is to be recorded is not, from the event's beginning to its end.</summary>
    internal const string RecordingMissing = "recording_missing";

    /// <summary>A disk will be full soon, from the event's beginning to its end; the label is the machine's name.</summary>
    internal const string DiskForecast = "disk_forecast";

    /// <summary>What is seen or heard. A busy street makes thousands a day, so they are counted apart: they push out nothing else.</summary>
    internal static IReadOnlyList<string> Detections { get; } = [Motion, Object, Audio, Tamper, CameraEvent];
}
