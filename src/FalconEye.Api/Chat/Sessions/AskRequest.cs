using System.ComponentModel.DataAnnotations;

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
