using System.ComponentModel.DataAnnotations;
using FalconEye.Api.Auth.Passwords;
using FalconEye.Api.Auth.Users;

namespace FalconEye.Api.Auth.Login;

/// <summary>Credentials of a login.</summary>
public sealed record LoginRequest
{
    /// <summary>The name.</summary>
    [Required(ErrorMessage = "Enter your user name.")]
    [StringLength(64, ErrorMessage = "A user name has at most 64 characters.")]
    public string? UserName { get; init; }

    /// <summary>The password.</summary>
    [Required(ErrorMessage = "Enter your password.")]
    [StringLength(PasswordRules.MaxLength, ErrorMessage = "A password has at most 256 characters.")]
    public string? Password { get; init; }

    /// <summary>The second factor's code, or a recovery code, where there is one.</summary>
    [StringLength(32, ErrorMessage = "A code has at most 32 characters.")]
    public string? Code { get; init; }
}

/// <summary>Name and password of the first administrator.</summary>
public sealed record SetupRequest
{
    /// <summary>The name.</summary>
    [Required(ErrorMessage = "Choose a user name.")]
    [UserName]
    public string? UserName { get; init; }

    /// <summary>The password.</summary>
    [Required(ErrorMessage = "Choose a password.")]
    public string? Password { get; init; }

    /// <summary>The code that the server logs, for callers from other machines.</summary>
    [StringLength(128, ErrorMessage = "A setup code has at most 128 characters.")]
    public string? SetupCode { get; init; }
}
