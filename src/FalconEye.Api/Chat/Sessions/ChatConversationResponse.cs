namespace FalconEye.Api.Chat.Sessions;

/// <summary>A conversation with all that was said.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="CreatedAt">When it was begun.</param>
/// <param name="UpdatedAt">When it was last written to or renamed.</param>
/// <param name="MessageCount">How many questions and answers it has.</param>
/// <param name="Messages">They, oldest first.</param>
public sealed record ChatConversationResponse(
    Guid Id, string? Name, DateTime CreatedAt, DateTime UpdatedAt, int MessageCount, IReadOnlyList<ChatTurnResponse> Messages);
