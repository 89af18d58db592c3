using System.ComponentModel.DataAnnotations;

namespace FalconEye.Api.Chat.Sessions;

/// <summary>A name for a conversation.</summary>
public sealed record NameSessionRequest
{
    /// <summary>The name; without one, the first question gives it.</summary>
    [StringLength(255, MinimumLength = 1, ErrorMessage = "A name has 1 to 255 characters.")]
    [RegularExpression(@"^[^\p{C}]*[^\p{C}\s][^\p{C}]*$", ErrorMessage = "A name is not blank and has no control characters.")]
    public string? Name { get; init; }
}
