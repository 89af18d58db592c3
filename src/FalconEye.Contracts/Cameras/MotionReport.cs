namespace FalconEye.Contracts.Cameras;

/// <summary>What a relay has seen move lately.</summary>
/// <param name="Run">Another one after each start of the relay, whose numbers begin again.</param>
/// <param name="Events">The latest, oldest first.</param>
public sealed record MotionReport(Guid Run, IReadOnlyList<MotionObserved> Events)
{
    /// <summary>The latest frame that was looked at; <see langword="null"/> while none comes.</summary>
    public MotionFrame? Latest { get; init; }
}
