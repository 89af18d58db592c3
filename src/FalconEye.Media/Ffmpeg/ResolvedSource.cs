using FalconEye.Contracts.Cameras;

namespace FalconEye.Media.Ffmpeg;

/// <summary>Where a camera's stream is.</summary>
/// <param name="Address">The address to open: RTSP or HTTP.</param>
/// <param name="Stream">
/// Which of its streams an ONVIF camera told, for people and without credentials; <see langword="null"/> for other cameras.
/// </param>
public sealed record ResolvedSource(SourceAddress Address, string? Stream = null);
