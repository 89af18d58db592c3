namespace FalconEye.Media.Ffmpeg;

/// <summary>Where the timestamps of a source come from.</summary>
public enum SourceTiming
{
    /// <summary>From the stream itself: RTP, MPEG-TS.</summary>
    Stream,

    /// <summary>
    /// From each packet's arrival. Motion JPEG over HTTP carries no time, and FFmpeg would assume 25 frames a second. Not for streams with
    /// reordered (B) frames, which would lose their order.
    /// </summary>
    Arrival,
}
