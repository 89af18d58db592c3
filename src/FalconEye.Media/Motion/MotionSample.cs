namespace FalconEye.Media.Motion;

/// <summary>What a picture shows of motion.</summary>
/// <param name="Area">The largest moving area, as a part of the picture from 0 to 1.</param>
/// <param name="Zone">The zone that it is in; <see langword="null"/> without zones.</param>
/// <param name="IsMoving">Whether it is large enough to count.</param>
public readonly record struct MotionSample(double Area, string? Zone, bool IsMoving);
