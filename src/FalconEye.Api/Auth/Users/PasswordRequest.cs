using System.ComponentModel.DataAnnotations;
using FalconEye.Api.Auth.Passwords;

namespace FalconEye.Api.Auth.Users;

/// <summary>One's password, before something that only oneself may do.</summary>
public sealed record PasswordRequest
{
    /// <summary>The password.</summary>
    [Required(ErrorMessage = "Enter your password.")]
    [StringLength(PasswordRules.MaxLength, ErrorMessage = "A password has at most 256 characters.")]
    public string? Password { get; init; }
}
