using FalconEye.Contracts.Recordings;

namespace FalconEye.Recorder.Recording;

/// <summary>What came of asking for a recording.</summary>
internal enum StartResult
{
    /// <summary>The recording has started.</summary>
    Started,

    /// <summary>A recording was running already.</summary>
    AlreadyRecording,

    /// <summary>It does not, and does not go on trying.</summary>
    Failed,
}

/// <summary>What came of asking for a recording, and the answer to the caller.</summary>
internal sealed record StartOutcome(StartResult Result, RecorderReply Reply);
