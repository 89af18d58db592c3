namespace FalconEye.Contracts.Cameras;

/// <summary>What motion detection made of one frame.</summary>
/// <param name="Time">When the frame was taken, UTC.</param>
/// <param name="Areas">What differs from the background within the zones, largest first, a few at most.</param>
public sealed record MotionFrame(DateTime Time, IReadOnlyList<MovingArea> Areas);
