using FalconEye.Contracts.Cameras;

namespace FalconEye.Recorder.Recording;

/// <summary>How an attempt to record ended.</summary>
internal enum AttemptOutcome
{
    /// <summary>It was stopped on request.</summary>
    Stopped,

    /// <summary>The camera gives no picture, or no more: to be tried again.</summary>
    SourceLost,

    /// <summary>The disk takes no more: not to be tried again.</summary>
    CannotWrite,
}

/// <summary>How an attempt to record ended, and why.</summary>
/// <param name="Outcome">What it means for what follows.</param>
/// <param name="Reason">Why, as text for users; <see langword="null"/> when it was asked to.</param>
/// <param name="Cause">What kind of failure of the camera it was, one of <see cref="FailureReasons"/>.</param>
internal sealed record AttemptEnd(AttemptOutcome Outcome, string? Reason = null, string Cause = FailureReasons.Failed);
