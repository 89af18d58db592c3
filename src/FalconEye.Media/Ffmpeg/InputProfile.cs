namespace FalconEye.Media.Ffmpeg;

/// <summary>What matters when FFmpeg opens a source.</summary>
public enum InputProfile
{
    /// <summary>
    /// Every stream described right, as recording needs it: FFmpeg probes as long as it likes, and takes video and audio.
    /// </summary>
    Complete,

    /// <summary>
    /// The first frame soon and no frame late, as live view needs it: hardly any probing, video only
    /// (docs/decisions/0003-relay-latency.md).
    /// </summary>
    LowLatency,
}
