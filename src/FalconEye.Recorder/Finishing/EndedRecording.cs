using FalconEye.Contracts.Recordings;

namespace FalconEye.Recorder.Finishing;

/// <summary>A recording to which nothing more is written.</summary>
/// <param name="Recording">What it is.</param>
/// <param name="Status">What it is to be reported as, if it plays.</param>
/// <param name="Reason">Why it ended, when it was not asked to.</param>
internal sealed record EndedRecording(RecordingOpened Recording, RecordingStatus Status, string? Reason);
