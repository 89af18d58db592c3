using System.ComponentModel.DataAnnotations;
using FalconEye.Api.Chat.Answering;
using FalconEye.Api.Chat.Proposals;
using FalconEye.Data.Chat;
using Microsoft.Extensions.AI;

namespace FalconEye.Api.Chat.Sessions;

/// <summary>A question in a conversation.</summary>
public sealed record AskRequest
{
    /// <summary>The longest question, in characters.</summary>
    internal const int MaxContentLength = 32_000;

    /// <summary>The question.</summary>
    [Required(ErrorMessage = "A question is needed."), StringLength(MaxContentLength, MinimumLength = 1, ErrorMessage = "A question has 1 to 32000 characters.")]
    public string? Content { get; init; }

    /// <summary>Whether the answer comes as server-sent events while it is written, or whole.</summary>
    public bool Stream { get; init; } = true;
}

/// <summary>A name for a conversation.</summary>
public sealed record NameSessionRequest
{
    /// <summary>The name; without one, the first question gives it.</summary>
    [StringLength(255, MinimumLength = 1, ErrorMessage = "A name has 1 to 255 characters.")]
    [RegularExpression(@"^[^\p{C}]*[^\p{C}\s][^\p{C}]*$", ErrorMessage = "A name is not blank and has no control characters.")]
    public string? Name { get; init; }
}

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

/// <summary>Conversations, last used first.</summary>
/// <param name="Sessions">The conversations.</param>
/// <param name="Count">How many these are.</param>
public sealed record ChatSessionListResponse(IReadOnlyList<ChatSessionResponse> Sessions, int Count);

/// <summary>A conversation with all that was said.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="CreatedAt">When it was begun.</param>
/// <param name="UpdatedAt">When it was last written to or renamed.</param>
/// <param name="MessageCount">How many questions and answers it has.</param>
/// <param name="Messages">They, oldest first.</param>
public sealed record ChatConversationResponse(
    Guid Id, string? Name, DateTime CreatedAt, DateTime UpdatedAt, int MessageCount, IReadOnlyList<ChatTurnResponse> Messages);

/// <summary>A question or an answer.</summary>
public sealed record ChatTurnResponse
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary><c>user</c> or <c>assistant</c>.</summary>
    public required string Role { get; init; }

    /// <summary>Its text.</summary>
    public required string Content { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>What was looked up for it, in order.</summary>
    public required IReadOnlyList<ChatActivity> Activities { get; init; }

    /// <summary>The pictures that the model was shown for it.</summary>
    public required IReadOnlyList<ChatPicture> Pictures { get; init; }

    /// <summary>The changes that it proposed, as they stand now.</summary>
    public required IReadOnlyList<ProposalResponse> Proposals { get; init; }

    /// <summary>Shows a stored turn.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="proposals">The conversation's proposals.</param>
    internal static ChatTurnResponse From(ChatTurn turn, IReadOnlyList<ProposalResponse> proposals)
    {
        var messages = Transcript.Read(turn.Transcript);
        List<FunctionCallContent> calls = [.. messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>()];
        var proposed = calls.Select(call => Transcript.TextOf(call, Transcript.ProposalKey)).ToHashSet();
        return new ChatTurnResponse
        {
            Id = turn.Id,
            Role = turn.Role.ToString().ToLowerInvariant(),
            Content = turn.Content,
            CreatedAt = turn.CreatedAt,
            Activities = [.. calls.Select(call => new ChatActivity(call.Name, Transcript.TextOf(call, Transcript.ActivityKey) ?? call.Name))],
            Pictures =
            [
                .. Transcript.PicturesIn(messages).Select((picture, index) =>
                    new ChatPicture($"/api/chat/sessions/{turn.SessionId}/messages/{turn.Id}/pictures/{index}", picture.Caption, picture.CameraId)),
            ],
            Proposals = [.. proposals.Where(proposal => proposed.Contains(proposal.Id.ToString()))],
        };
    }
}

/// <summary>What was deleted.</summary>
/// <param name="Message">A text for users.</param>
/// <param name="Id">The conversation.</param>
public sealed record ChatSessionDeletedResponse(string Message, Guid Id);
