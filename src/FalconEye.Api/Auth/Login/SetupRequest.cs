using System.ComponentModel.DataAnnotations;
using FalconEye.Api.Auth.Users;

namespace FalconEye.Api.Auth.Login;

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
