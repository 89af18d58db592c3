namespace FalconEye.Api.Chat.Sessions;

/// <summary>Something that was looked up for an answer.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Text">What it did, as text for users.</param>
public sealed record ChatActivity(string Tool, string Text);
