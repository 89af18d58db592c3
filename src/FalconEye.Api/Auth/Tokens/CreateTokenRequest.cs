using System.ComponentModel.DataAnnotations;
using FalconEye.Api.Auth.Passwords;
using FalconEye.Api.Auth.Users;
using FalconEye.Data.Auth;

namespace FalconEye.Api.Auth.Tokens;

/// <summary>A token for a program.</summary>
public sealed record CreateTokenRequest
{
    /// <summary>What it is for.</summary>
    [Required(ErrorMessage = "Say what the token is for.")]
    [UserName]
    public string? Name { get; init; }

    /// <summary>Its rights.</summary>
    [Required(ErrorMessage = "Say what the token may do: viewer, operator or administrator.")]
    public UserRole? Role { get; init; }

    /// <summary>The cameras that it may use; null for all of yours.</summary>
    [MaxLength(1000, ErrorMessage = "A token names at most 1000 cameras.")]
    public IReadOnlyList<Guid>? CameraIds { get; init; }

    /// <summary>Days until it stops working; null for never.</summary>
    [Range(1, 3650, ErrorMessage = "A token lasts from 1 to 3650 days.")]
    public int? ExpiresInDays { get; init; }

    /// <summary>Your password, for a token that lasts longer than a day.</summary>
    [StringLength(PasswordRules.MaxLength, ErrorMessage = "A password has at most 256 characters.")]
    public string? Password { get; init; }

    /// <summary>The code of your second factor, where you have one, for a token that lasts longer than a day.</summary>
    [StringLength(32, ErrorMessage = "A code has at most 32 characters.")]
    public string? Code { get; init; }
}
