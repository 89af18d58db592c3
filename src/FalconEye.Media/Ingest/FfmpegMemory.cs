using FalconEye.Contracts.Cameras;

namespace FalconEye.Media.Ingest;

/// <summary>What FFmpeg has found out about a camera, kept between its connections.</summary>
public sealed class FfmpegMemory
{
    /// <summary>What the camera sends; <see langword="null"/> when it has to be asked again.</summary>
    internal ProbeResult? Stream { get; set; }
}
