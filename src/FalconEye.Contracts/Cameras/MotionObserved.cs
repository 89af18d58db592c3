namespace FalconEye.Contracts.Cameras;

/// <summary>A time in which something moved.</summary>
/// <param name="Number">Counts from 1 since the relay started.</param>
/// <param name="Begin">When it began, UTC.</param>
/// <param name="End">When it ended, UTC; <see langword="null"/> while it goes on.</param>
/// <param name="Score">The largest moving area, as a part of the frame on a logarithmic scale from 0 to 1.</param>
/// <param name="Zone">The zone in which it began; <see langword="null"/> without zones.</param>
public sealed record MotionObserved(long Number, DateTime Begin, DateTime? End, double Score, string? Zone);
