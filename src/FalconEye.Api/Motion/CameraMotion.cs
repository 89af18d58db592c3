using FalconEye.Api.Detection;
using FalconEye.Contracts.Cameras;
using FalconEye.Data.Cameras;

namespace FalconEye.Api.Motion;

/// <summary>A camera's motion detection, as clients see it and as it is stored.</summary>
public sealed record CameraMotion
{
    /// <summary>Whether it is on.</summary>
    public bool Enabled { get; init; }

    /// <summary>From 1, which sees only what differs strongly from the background, to 100.</summary>
    public int Sensitivity { get; init; } = new MotionSettings().Sensitivity;

    /// <summary>The smallest moving area that counts, in percent of the picture.</summary>
    public double MinAreaPercent { get; init; } = new MotionSettings().MinAreaPercent;

    /// <summary>How long something must move before it counts, in seconds.</summary>
    public double MinSeconds { get; init; } = new MotionSettings().MinSeconds;

    /// <summary>Where to look; empty for the whole picture.</summary>
    public IReadOnlyList<MotionZone> Zones { get; init; } = [];

    /// <summary>Where not to look: polygons of points, each a pair of coordinates from 0 to 1, from the upper left corner.</summary>
    public IReadOnlyList<IReadOnlyList<IReadOnlyList<double>>> Masks { get; init; } = [];

    /// <summary>Which objects are looked for while something moves; <see langword="null"/> in a request leaves that as it is.</summary>
    public CameraObjects? Objects { get; init; }

    /// <summary>What the relay gets.</summary>
    internal MotionSettings ToSettings() => new()
    {
        Sensitivity = Sensitivity,
        MinAreaPercent = MinAreaPercent,
        MinSeconds = MinSeconds,
        Zones = Zones,
        Masks = Masks,
    };

    /// <summary>What is stored, as text.</summary>
    internal string Write() => MotionJson.Write(this);

    /// <summary>Reads what is stored.</summary>
    internal static CameraMotion Read(string? stored)
    {
        var motion = stored is null ? new() : MotionJson.Read(stored);
        return motion with { Objects = motion.Objects ?? new() };
    }

    /// <summary>What a camera has once this was asked for: a client of before objects were recognised does not switch that off.</summary>
    internal CameraMotion Over(string? stored) => this with { Objects = Objects ?? Read(stored).Objects };

    /// <summary>Why a camera cannot have it so; <see langword="null"/> when it can.</summary>
    internal string? FindProblem(Camera camera, DetectorOptions detector) =>
        Enabled && camera.Protocol == CameraProtocol.Usb ? "A USB camera has no motion detection: its program delivers pictures only."
        : Objects is { Enabled: true } && Read(camera.Motion).Objects is not { Enabled: true } && detector.Problem is { } missing
            ? $"motion.objects.enabled is not possible. {missing}"
        : FindProblem();

    /// <summary>What is wrong in it; <see langword="null"/> when nothing is.</summary>
    private string? FindProblem() =>
        Sensitivity is < 1 or > 100 ? "motion.sensitivity is a number from 1 to 100."
        : MinAreaPercent is not (>= 0.01 and <= 100) ? "motion.min_area_percent is a number from 0.01 to 100."
        : MinSeconds is not (>= 0 and <= 60) ? "motion.min_seconds is a number from 0 to 60."
        : Zones is null || Masks is null || Zones.Count > MostAreas || Masks.Count > MostAreas ? $"motion has at most {MostAreas} zones and {MostAreas} masks."
        : Zones.Any(zone => zone?.Name is not { Length: > 0 and <= 100 } name || name.Any(char.IsControl))
            ? "Each of motion.zones has a name of 1 to 100 characters, none of them a control character."
        : Zones.Select(zone => zone.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() < Zones.Count ? "Each of motion.zones has a name of its own."
        : Zones.Any(zone => !IsPolygon(zone.Points)) || Masks.Any(mask => !IsPolygon(mask))
            ? $"A zone or mask of motion is a list of 3 to {MostPoints} points [x, y], each number from 0 to 1."
        : Objects?.FindProblem();

    private const int MostAreas = 10;
    private const int MostPoints = 50;

    private static bool IsPolygon(IReadOnlyList<IReadOnlyList<double>>? points) =>
        points is { Count: >= 3 and <= MostPoints } && points.All(point => point is [>= 0 and <= 1, >= 0 and <= 1]);
}
