using FalconEye.Data.Chat;

namespace FalconEye.Api.Chat.Sessions;

/// <summary>A conversation in short.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called; null until its first question.</param>
/// <param name="CreatedAt">When it was begun.</param>
/// <param name="UpdatedAt">When it was last written to or renamed.</param>
/// <param name="MessageCount">How many questions and answers it has.</param>
public sealed record ChatSessionResponse(Guid Id, string? Name, DateTime CreatedAt, DateTime UpdatedAt, int MessageCount)
{
    /// <summary>Shows a stored conversation.</summary>
    public static ChatSessionResponse From(ChatSession session, int messages) =>
        new(session.Id, session.Name, session.CreatedAt, session.UpdatedAt, messages);
}
