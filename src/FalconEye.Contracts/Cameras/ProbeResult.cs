namespace FalconEye.Contracts.Cameras;

/// <summary>What trying a source found (<c>POST /api/cameras/probe</c>).</summary>
/// <param name="Ok">True when a frame came.</param>
/// <param name="ElapsedMs">How long the attempt took, in milliseconds.</param>
public sealed record ProbeResult(bool Ok, long ElapsedMs)
{
    /// <summary>The video codec, as FFmpeg names it: <c>h264</c>, <c>hevc</c>, <c>mjpeg</c>.</summary>
    public string? Codec { get; init; }

    /// <summary>Width in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Height in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Frames per second, as the source declares them.</summary>
    public double? Fps { get; init; }

    /// <summary>The audio codec, or <see langword="null"/> without sound.</summary>
    public string? Audio { get; init; }

    /// <summary>Which of its streams an ONVIF camera told, with name, size and address; <see langword="null"/> for other cameras.</summary>
    public string? Stream { get; init; }

    /// <summary>A first frame: JPEG, base64.</summary>
    public string? Snapshot { get; init; }

    /// <summary>One sentence for each track that is not read, such as a microphone in an unknown format.</summary>
    public IReadOnlyList<string>? LeftOut { get; init; }

    /// <summary>
    /// Why there is no video: <c>unauthorized</c>, <c>refused</c>, <c>timeout</c>, <c>not_found</c>, <c>no_video</c>,
    /// <c>unsupported_codec</c>, <c>unreachable</c> or <c>failed</c>.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>What happened and what to do about it, as text for users.</summary>
    public string? Hint { get; init; }
}
