namespace FalconEye.Data.Cameras;

/// <summary>When a camera is recorded. Stored by name.</summary>
public enum RecordingMode
{
    /// <summary>Never.</summary>
    Off,

    /// <summary>Whenever the camera runs.</summary>
    Always,

    /// <summary>At the times of its weekly schedule, while the camera runs.</summary>
    Schedule,

    /// <summary>When something happens in its picture, while the camera runs.</summary>
    Events,
}
