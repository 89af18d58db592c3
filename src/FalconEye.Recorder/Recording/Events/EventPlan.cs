using FalconEye.Contracts.Recordings;

namespace FalconEye.Recorder.Recording.Events;

/// <summary>What the server wants to be recorded, which outlives connections to the camera.</summary>
internal sealed class EventPlan
{
    private EventRecording? _current;

    /// <summary>How events are recorded; <see langword="null"/> to record all of the time.</summary>
    internal EventRecording? Current
    {
        get => Volatile.Read(ref _current);
        set => Volatile.Write(ref _current, value);
    }
}
