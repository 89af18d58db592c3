namespace FalconEye.Api.Events;

/// <summary>
/// The kinds of events, as they are stored and sent. Those of users and their logins, which only administrators see, are
/// <see cref="FalconEye.Api.Auth.Users.AccountEvents"/>.
/// </summary>
internal static class EventKinds
{
    /// <summary>Something moved in the picture.</summary>
    internal const string Motion = "motion";

    /// <summary>Something was recognised in the picture; its class is the label.</summary>
    internal const string Object = "object";

    /// <summary>Something crossed a line that was drawn in the camera's settings.</summary>
    internal const string LineCrossing = "line_crossing";

    /// <summary>Something is in an area that was drawn in the camera's settings.</summary>
    internal const string Intrusion = "intrusion";

    /// <summary>An input of the camera, such as a door contact, is active; the label is the input's name.</summary>
    internal const string DigitalInput = "digital_input";

    /// <summary>It was loud.</summary>
    internal const string Audio = "audio";

    /// <summary>The camera was covered, blurred or turned away.</summary>
    internal const string Tamper = "tamper";

    /// <summary>The camera itself reported something else; the label says what.</summary>
    internal const string CameraEvent = "camera_event";

    /// <summary>A camera that is to run gives no picture, from the event's beginning to its end.</summary>
    internal const string CameraOffline = "camera_offline";

    /// <summary>A camera that is to be recorded is not, from the event's beginning to its end.</summary>
    internal const string RecordingMissing = "recording_missing";

    /// <summary>A disk will be full soon, from the event's beginning to its end; the label is the machine's name.</summary>
    internal const string DiskForecast = "disk_forecast";

    /// <summary>A user added the camera.</summary>
    internal const string CameraAdded = "camera_added";

    /// <summary>A user changed the camera's name, address or other settings.</summary>
    internal const string CameraChanged = "camera_changed";

    /// <summary>The camera and what belonged to it is gone.</summary>
    internal const string CameraDeleted = "camera_deleted";

    /// <summary>The camera's status changed; the data has the new one.</summary>
    internal const string CameraStatus = "camera_status";

    /// <summary>A user switched recording on, for always or by schedule.</summary>
    internal const string RecordingRequested = "recording_requested";

    /// <summary>A user switched recording off.</summary>
    internal const string RecordingStopRequested = "recording_stop_requested";

    /// <summary>A recording has its first frames on disk.</summary>
    internal const string RecordingStarted = "recording_started";

    /// <summary>A recording ended, by request or because of an error.</summary>
    internal const string RecordingEnded = "recording_ended";

    /// <summary>A user or the retention limits deleted a recording.</summary>
    internal const string RecordingDeleted = "recording_deleted";

    /// <summary>A user protected a recording from deletion, or ended that.</summary>
    internal const string RecordingProtected = "recording_protected";

    /// <summary>A user exported a part of a recording.</summary>
    internal const string RecordingExported = "recording_exported";

    /// <summary>A recording did not begin where the last one ended.</summary>
    internal const string RecordingGap = "recording_gap";

    /// <summary>Retention could not free as much as its limits ask for.</summary>
    internal const string StorageLow = "storage_low";

    /// <summary>A file that no recording names was deleted.</summary>
    internal const string OrphanedFileDeleted = "orphaned_file_deleted";

    /// <summary>A relay or recorder ended by itself and was started again.</summary>
    internal const string WorkloadRestarted = "workload_restarted";

    /// <summary>The server started.</summary>
    internal const string ServerStarted = "server_started";

    /// <summary>A user changed the server's settings.</summary>
    internal const string SettingsChanged = "settings_changed";

    /// <summary>A user changed an alert rule or channel.</summary>
    internal const string AlertsChanged = "alerts_changed";

    /// <summary>A user changed the mode that alert rules depend on.</summary>
    internal const string ModeChanged = "mode_changed";

    /// <summary>A cleanup removed what was left behind.</summary>
    internal const string Cleanup = "cleanup";

    /// <summary>What is seen or heard. A busy street makes thousands a day, so they are counted apart: they push out nothing else.</summary>
    internal static IReadOnlyList<string> Detections { get; } = [Motion, Object, LineCrossing, Intrusion, DigitalInput, Audio, Tamper, CameraEvent];
}
