namespace FalconEye.Api.Chat.Sessions;

/// <summary>What was deleted.</summary>
/// <param name="Message">A text for users.</param>
/// <param name="Id">The conversation.</param>
public sealed record ChatSessionDeletedResponse(string Message, Guid Id);
