namespace FalconEye.Media.Ingest;

/// <summary>Who is to read the cameras (the variable INGEST).</summary>
public enum IngestMode
{
    /// <summary>Our own readers, and FFmpeg for what they do not understand.</summary>
    Auto,

    /// <summary>Our own readers only.</summary>
    Own,

    /// <summary>FFmpeg only.</summary>
    Ffmpeg,
}
