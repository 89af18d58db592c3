using FalconEye.Contracts.Recordings;

namespace FalconEye.Api.Reconciliation;

/// <summary>A camera's recording as it is, compared with what is desired.</summary>
/// <param name="Phase">How far it is.</param>
/// <param name="Reason">Why it is not as desired, for users.</param>
/// <param name="Recorder">What the recorder said, if it answered.</param>
internal sealed record RecordingObservation(RecordingPhase Phase, string? Reason = null, RecorderStatus? Recorder = null)
{
    internal static RecordingObservation Off { get; } = new(RecordingPhase.Off);
}
