namespace FalconEye.Api.Reconciliation;

/// <summary>How far a recording is from what is desired.</summary>
internal enum RecordingPhase
{
    /// <summary>Not desired, and no recorder records.</summary>
    Off,

    /// <summary>Not desired, and not known to have ended.</summary>
    Stopping,

    /// <summary>Desired, and not begun yet.</summary>
    Starting,

    /// <summary>Desired, and the recorder refused or failed to start it; it is tried again.</summary>
    Failed,

    /// <summary>Desired, and under way.</summary>
    On,
}
