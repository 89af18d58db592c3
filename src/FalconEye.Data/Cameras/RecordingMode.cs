namespace FalconEye.Data.Cameras;

/// <summary>When a camera is recorded. Stored by name.</summary>
public enum RecordingMode
{
    /// <summary>Never.</summary>
    Off,

    /// <summary>Whenever the camera runs.</summary>
    Always,
}
