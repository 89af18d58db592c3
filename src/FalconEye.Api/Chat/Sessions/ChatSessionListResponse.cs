namespace FalconEye.Api.Chat.Sessions;

/// <summary>Conversations, last used first.</summary>
/// <param name="Sessions">The conversations.</param>
/// <param name="Count">How many these are.</param>
public sealed record ChatSessionListResponse(IReadOnlyList<ChatSessionResponse> Sessions, int Count);
