using FalconEye.Contracts.Recordings;

namespace FalconEye.Recorder.Recording;

/// <summary>What came of asking for a recording.</summary>
internal enum StartResult
{
    /// <summary>It records.</summary>
    Started,

    /// <summary>It did before.</summary>
    AlreadyRecording,

    /// <summary>It does not, and does not go on trying.</summary>
    Failed,
}

/// <summary>What came of asking for a recording, and the answer to whoever asked.</summary>
internal sealed record StartOutcome(StartResult Result, RecorderReply Reply);
