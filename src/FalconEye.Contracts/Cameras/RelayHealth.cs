namespace FalconEye.Contracts.Cameras;

/// <summary>What a relay says of itself at <c>GET /health</c>.</summary>
/// <param name="Status">How its source is doing.</param>
/// <param name="Camera">The camera's name (<c>CAMERA_LABEL</c>).</param>
/// <param name="Source">The source's address without its password.</param>
/// <param name="Viewers">How many are being served now.</param>
/// <param name="Fps">Frames per second delivered lately; 0 without viewers.</param>
/// <param name="LastFrameAgeMs">Milliseconds since the newest frame; <see langword="null"/> before the first.</param>
/// <param name="Error">Why there is no video, as text for users; <see langword="null"/> while there is one.</param>
/// <param name="Width">Width of the relayed frame in pixels, once known.</param>
/// <param name="Height">Height of the relayed frame in pixels, once known.</param>
public sealed record RelayHealth(
    RelayStatus Status,
    string Camera,
    string Source,
    int Viewers,
    double Fps,
    long? LastFrameAgeMs,
    string? Error = null,
    int? Width = null,
    int? Height = null)
{
    /// <summary>How the camera is read; <see langword="null"/> before it has been opened.</summary>
    public IngestReport? Ingest { get; init; }

    /// <summary>What has moved lately; <see langword="null"/> while motion detection is off.</summary>
    public MotionReport? Motion { get; init; }

    /// <summary>What keeps FFmpeg from the rest of the machine, as text for users.</summary>
    public IReadOnlyList<string> Protections { get; init; } = [];
}
