using FalconEye.Api.Chat.Answering;
using FalconEye.Api.Chat.Proposals;
using FalconEye.Data.Chat;
using Microsoft.Extensions.AI;

namespace FalconEye.Api.Chat.Sessions;

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
