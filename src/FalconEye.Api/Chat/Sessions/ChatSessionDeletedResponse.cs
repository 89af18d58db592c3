namespace FalconEye.Api.Chat.Sessions;

/// <summary>What was deleted.</summary>
/// <param name="Message">In words.</param>
/// <param name="Id">The conversation.</param>
public sealed record ChatSessionDeletedResponse(string Message, Guid Id);
