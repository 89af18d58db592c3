using System.ComponentModel.DataAnnotations;
using FalconEye.Api.Auth.Passwords;

namespace FalconEye.Api.Auth.SecondFactors;

/// <summary>Both factors, before one of them is removed.</summary>
public sealed record RemoveTotpRequest
{
    /// <summary>The password.</summary>
    [Required(ErrorMessage = "Enter your password.")]
    [StringLength(PasswordRules.MaxLength, ErrorMessage = "A password has at most 256 characters.")]
    public string? Password { get; init; }

    /// <summary>What the authenticator app shows, or a recovery code.</summary>
    [StringLength(32, ErrorMessage = "A code has at most 32 characters.")]
    public string? Code { get; init; }
}
