using FalconEye.Api.Auth;

namespace FalconEye.Api.Events;

/// <summary>Something that changed, as it goes to every client that listens.</summary>
/// <param name="Id">
/// Its place in the stream; clients send the last one back as <c>Last-Event-ID</c>. Null for what need not be sent again.
/// </param>
/// <param name="Kind">
/// <c>camera</c>, <c>camera_removed</c>, <c>recording</c>, <c>recording_removed</c>, <c>event</c>, <c>account_event</c>, <c>settings</c> or
/// <c>reset</c>.
/// </param>
/// <param name="CameraId">
/// The camera that it is about, for those who may use it; null for what is about none, which is for those who may use all, unless
/// its kind says otherwise.
/// </param>
/// <param name="Json">What changed, serialized once for all.</param>
internal sealed record ServerEvent(string? Id, string Kind, Guid? CameraId, string Json)
{
    /// <summary>The kind of <see cref="Reset"/>.</summary>
    internal const string ResetKind = "reset";

    /// <summary>The kind of changed settings; the event does not contain them.</summary>
    internal const string SettingsKind = "settings";

    /// <summary>The kind of an event that was logged, or has ended.</summary>
    internal const string EventKind = "event";

    /// <summary>The kind of a camera that was added or changed.</summary>
    internal const string CameraKind = "camera";

    /// <summary>The kind of a camera's end.</summary>
    internal const string CameraRemovedKind = "camera_removed";

    /// <summary>The kind of an event about users and their logins.</summary>
    internal const string AccountEventKind = "account_event";

    private const string HeartbeatKind = "ping";

    /// <summary>Whether a caller gets it.</summary>
    internal bool IsFor(Caller caller) => Kind switch
    {
        // It says nothing of any camera.
        ResetKind or SettingsKind or HeartbeatKind when CameraId is null => true,
        AccountEventKind => caller.IsAdministrator,
        _ => caller.MayUse(CameraId),
    };

    /// <summary>Something was missed: load everything again.</summary>
    internal static ServerEvent Reset { get; } = new(null, ResetKind, null, "{}");

    /// <summary>Says only that the connection lives; the first one also opens the response.</summary>
    internal static ServerEvent Heartbeat { get; } = new(null, HeartbeatKind, null, "{}");
}
