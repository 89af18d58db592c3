using System.ComponentModel.DataAnnotations;

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
