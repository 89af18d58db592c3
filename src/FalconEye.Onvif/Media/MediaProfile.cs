namespace FalconEye.Onvif.Media;

/// <summary>One of the streams that a device offers.</summary>
/// <param name="Token">The device's own name for it, for requests.</param>
/// <param name="Name">Its name for people.</param>
public sealed record MediaProfile(string Token, string Name)
{
    /// <summary>The sensor or channel that it shows; empty when the device does not tell.</summary>
    public string VideoSource { get; init; } = "";

    /// <summary>The device's name for how that is set up, which it mentions in events; empty when it does not tell.</summary>
    public string VideoSourceConfiguration { get; init; } = "";

    /// <summary>
    /// The video codec, as FFmpeg names it: <c>h264</c>, <c>hevc</c>, <c>mjpeg</c>, <c>mpeg4</c>; <see langword="null"/> for a profile
    /// without video.
    /// </summary>
    public string? Codec { get; init; }

    /// <summary>Width in pixels; 0 when the device does not tell.</summary>
    public int Width { get; init; }

    /// <summary>Height in pixels; 0 when the device does not tell.</summary>
    public int Height { get; init; }

    /// <summary>Frames per second at most.</summary>
    public double? FrameRate { get; init; }

    /// <summary>Kilobits per second at most.</summary>
    public int? BitrateKbps { get; init; }

    /// <summary>The sound's encoding, as the device names it; <see langword="null"/> without sound.</summary>
    public string? Audio { get; init; }

    /// <summary>Whether the camera can be turned through it.</summary>
    public bool HasPtz { get; init; }

    /// <summary><c>mainStream (h264 1920x1080)</c>.</summary>
    public override string ToString() => Width > 0 ? $"{Name} ({Codec} {Width}x{Height})" : $"{Name} ({Codec})";
}
