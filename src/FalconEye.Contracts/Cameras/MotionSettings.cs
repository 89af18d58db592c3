namespace FalconEye.Contracts.Cameras;

/// <summary>
/// What a camera's motion detection looks for: of the server to the relay, and of the API. The properties have setters, since generated JSON code
/// sets every property that is <c>init</c>, those that are absent to null or zero.
/// </summary>
public sealed record MotionSettings
{
    /// <summary>From 1, which sees only what differs strongly from the background, to 100.</summary>
    public int Sensitivity { get; set; } = 50;

    /// <summary>The smallest moving area that counts, in percent of the frame.</summary>
    public double MinAreaPercent { get; set; } = 0.08;

    /// <summary>How long something must move before it counts, in seconds.</summary>
    public double MinSeconds { get; set; } = 0.5;

    /// <summary>Where to look; empty for the whole frame.</summary>
    public IReadOnlyList<MotionZone> Zones { get; set; } = [];

    /// <summary>Where not to look: polygons of points, each a pair of coordinates from 0 to 1, from the upper left corner.</summary>
    public IReadOnlyList<IReadOnlyList<IReadOnlyList<double>>> Masks { get; set; } = [];
}
