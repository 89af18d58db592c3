namespace FalconEye.Api.Cameras.Ptz;

/// <summary>A movement of a camera that turns.</summary>
public sealed record PtzRequest
{
    /// <summary>What to do.</summary>
    public PtzAction? Action { get; init; }

    /// <summary>For <c>move</c>: from -1 (left) to 1 (right), the share of the full speed.</summary>
    public double? Pan { get; init; }

    /// <summary>For <c>move</c>: from -1 (down) to 1 (up).</summary>
    public double? Tilt { get; init; }

    /// <summary>For <c>move</c>: from -1 (wide) to 1 (near).</summary>
    public double? Zoom { get; init; }

    /// <summary>For <c>preset</c>: the token of one of the camera's presets.</summary>
    public string? Preset { get; init; }
}
