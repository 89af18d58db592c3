namespace FalconEye.Api.Cameras.Diagnosis;

/// <summary>What is most likely wrong with a camera or its recording.</summary>
internal enum DiagnosisCause
{
    /// <summary>Nothing: it delivers pictures, and is recorded if it is meant to be.</summary>
    Healthy,

    /// <summary>It is being deleted.</summary>
    BeingDeleted,

    /// <summary>No one wants it running.</summary>
    Stopped,

    /// <summary>It is only just starting.</summary>
    Starting,

    /// <summary>The machine that it runs on is not ready.</summary>
    NodeDown,

    /// <summary>The camera wants another user or password.</summary>
    WrongPassword,

    /// <summary>There is no way to the camera's address.</summary>
    Unreachable,

    /// <summary>Nothing listens on the camera's port.</summary>
    Refused,

    /// <summary>The camera does not answer at all.</summary>
    NoAnswer,

    /// <summary>The camera does not know the path of its address.</summary>
    WrongPath,

    /// <summary>The camera answers, and sends no pictures.</summary>
    Frozen,

    /// <summary>The camera sends something that is no video, or none that can be decoded.</summary>
    NoVideo,

    /// <summary>The USB camera delivers nothing.</summary>
    UsbLost,

    /// <summary>The camera's program ends again and again though its source is well.</summary>
    WorkloadFailing,

    /// <summary>The disk is too full to record.</summary>
    DiskFull,

    /// <summary>The recorder's program ends again and again.</summary>
    RecorderFailing,

    /// <summary>It should be recorded, and is not.</summary>
    NotRecording,

    /// <summary>Something else; the evidence says what.</summary>
    Unknown,
}
