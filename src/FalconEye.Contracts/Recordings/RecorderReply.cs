namespace FalconEye.Contracts.Recordings;

/// <summary>The answer to the recorder's <c>POST /start</c> and <c>/stop</c>.</summary>
/// <param name="Success">Whether it did as asked.</param>
/// <param name="Message">What happened, as text for users.</param>
/// <param name="Recording">The recording it is about, if there is one.</param>
public sealed record RecorderReply(bool Success, string Message, RecorderStatus? Recording = null);
