using FalconEye.Contracts.Recordings;

namespace FalconEye.Api.Recordings;

/// <summary>What the states of recorders have in common.</summary>
internal static class RecorderStates
{
    /// <summary>Whether the recorder does what it was asked for: it records, or waits for an event to record.</summary>
    internal static bool IsOn(this RecorderStatus recorder) => recorder.Status is RecorderState.Recording or RecorderState.Waiting;
}
