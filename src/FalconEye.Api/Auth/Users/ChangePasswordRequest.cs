using System.ComponentModel.DataAnnotations;
using FalconEye.Api.Auth.Passwords;

namespace FalconEye.Api.Auth.Users;

/// <summary>Another password for oneself.</summary>
public sealed record ChangePasswordRequest
{
    /// <summary>The one until now.</summary>
    [Required(ErrorMessage = "Enter your present password.")]
    [StringLength(PasswordRules.MaxLength, ErrorMessage = "A password has at most 256 characters.")]
    public string? CurrentPassword { get; init; }

    /// <summary>The one from now on.</summary>
    [Required(ErrorMessage = "Choose a password.")]
    public string? NewPassword { get; init; }

    /// <summary>Whether your API tokens stay valid; else they end, as your other sessions do.</summary>
    public bool KeepTokens { get; init; }
}
