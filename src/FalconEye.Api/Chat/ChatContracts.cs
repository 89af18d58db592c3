using System.ComponentModel.DataAnnotations;
using FalconEye.Api.Chat.Proposals;
using FalconEye.Api.Chat.Sessions;

namespace FalconEye.Api.Chat;

/// <summary>A conversation that the client keeps, with the question at its end.</summary>
public sealed record ChatRequest
{
    /// <summary>What was said, oldest first.</summary>
    [Required(ErrorMessage = "Messages are needed.")]
    [MinLength(1, ErrorMessage = "At least one message is needed.")]
    [MaxLength(200, ErrorMessage = "A conversation has at most 200 messages.")]
    [NoNulls(ErrorMessage = "A message is missing.")]
    public IReadOnlyList<ChatMessageRequest>? Messages { get; init; }

    /// <summary>Whether the answer comes as server-sent events while it is written, or whole.</summary>
    public bool Stream { get; init; } = true;
}

/// <summary>A message of a conversation that the client keeps.</summary>
public sealed record ChatMessageRequest
{
    /// <summary><c>user</c> or <c>assistant</c>.</summary>
    [Required(ErrorMessage = "A role is needed: user or assistant."), AllowedValues("user", "assistant", ErrorMessage = "A role is user or assistant.")]
    public string? Role { get; init; }

    /// <summary>Its text.</summary>
    [Required(ErrorMessage = "A message needs a content.")]
    [StringLength(AskRequest.MaxContentLength, MinimumLength = 1, ErrorMessage = "A message has 1 to 32000 characters.")]
    public string? Content { get; init; }
}

/// <summary>A whole answer, for clients that do not read events.</summary>
/// <param name="Role">Always <c>assistant</c>.</param>
/// <param name="Content">Its text.</param>
/// <param name="Tools">The tools that were used for it.</param>
/// <param name="Proposals">The changes that it proposes.</param>
public sealed record ChatAnswerResponse(string Role, string Content, IReadOnlyList<string> Tools, IReadOnlyList<ProposalResponse> Proposals);

/// <summary>Whether the assistant can answer.</summary>
/// <param name="Status"><c>ok</c>, or <c>unconfigured</c> without a key.</param>
/// <param name="Configured">Whether it has a key.</param>
/// <param name="Model">The model that answers.</param>
public sealed record ChatHealthResponse(string Status, bool Configured, string Model);
