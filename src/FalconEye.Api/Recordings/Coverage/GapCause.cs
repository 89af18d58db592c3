namespace FalconEye.Api.Recordings.Coverage;

/// <summary>Why a camera was not recorded for a while.</summary>
internal enum GapCause
{
    /// <summary>A user stopped the recording, or the camera.</summary>
    StoppedByPerson,

    /// <summary>The camera gave no picture.</summary>
    CameraLost,

    /// <summary>The disk was full, or could not be written.</summary>
    DiskFull,

    /// <summary>The recorder ended without being asked to.</summary>
    RecorderLost,

    /// <summary>The whole server was not running.</summary>
    ServerDown,

    /// <summary>The camera was restarted by a user, or its settings were changed.</summary>
    Restarted,

    /// <summary>No recording was requested.</summary>
    NotRequested,

    /// <summary>Nothing happened: the camera was recorded on events.</summary>
    NoEvent,

    /// <summary>There is no record of the cause.</summary>
    Unknown,
}
