namespace FalconEye.Rtsp;

/// <summary>The kind of media that a track carries.</summary>
public enum TrackKind
{
    /// <summary>Video.</summary>
    Video,

    /// <summary>Audio.</summary>
    Audio,
}
