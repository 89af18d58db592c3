namespace FalconEye.Media.Ffmpeg;

/// <summary>Why a source gives no video. Neither part ever holds credentials.</summary>
/// <param name="Reason">One of <see cref="Contracts.Cameras.FailureReasons"/>.</param>
/// <param name="Message">What happened and what to do about it, for a person.</param>
public sealed record SourceFailure(string Reason, string Message);
