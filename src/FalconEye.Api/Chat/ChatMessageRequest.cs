using System.ComponentModel.DataAnnotations;
using FalconEye.Api.Chat.Sessions;

namespace FalconEye.Api.Chat;

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
