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

/// <summary>A token that was just made.</summary>
/// <param name="Token">The token; it cannot be shown again.</param>
/// <param name="Details">What it is for.</param>
public sealed record NewTokenResponse(string Token, TokenResponse Details);

/// <summary>Tokens, newest first.</summary>
/// <param name="Tokens">The tokens.</param>
public sealed record TokenListResponse(IReadOnlyList<TokenResponse> Tokens);

/// <summary>A program's token, without the token itself.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Role">What it may do.</param>
/// <param name="CameraIds">The cameras that it may use; null for all of its maker's.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops working.</param>
/// <param name="LastUsedAt">When it was last used.</param>
public sealed record TokenResponse(
    Guid Id, string Name, UserRole Role, IReadOnlyList<Guid>? CameraIds, DateTime CreatedAt, DateTime? ExpiresAt, DateTime? LastUsedAt)
{
    /// <summary>Maps a token.</summary>
    public static TokenResponse From(ApiToken token) =>
        new(token.Id, token.Name, token.Role, token.CameraIds, token.CreatedAt, token.ExpiresAt, token.LastUsedAt);
}
