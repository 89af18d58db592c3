namespace FalconEye.Contracts.Cameras;

/// <summary>A part of the frame with a name.</summary>
/// <param name="Name">What users call it.</param>
/// <param name="Points">A polygon: pairs of coordinates from 0 to 1, from the upper left corner.</param>
public sealed record MotionZone(string Name, IReadOnlyList<IReadOnlyList<double>> Points);
