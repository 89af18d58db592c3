using FalconEye.Contracts.Cameras;

namespace FalconEye.Media.Motion;

/// <summary>What a picture shows of motion.</summary>
/// <param name="Area">The largest moving area, as a part of the picture from 0 to 1.</param>
/// <param name="Zone">The zone that it is in; <see langword="null"/> without zones.</param>
/// <param name="IsMoving">Whether it is large enough to count.</param>
public readonly record struct MotionSample(double Area, string? Zone, bool IsMoving)
{
    private readonly IReadOnlyList<MovingArea>? _areas;

    /// <summary>The largest moving areas, largest first, those that are too small to count as well.</summary>
    public IReadOnlyList<MovingArea> Areas
    {
        get => _areas ?? [];
        init => _areas = value;
    }
}
