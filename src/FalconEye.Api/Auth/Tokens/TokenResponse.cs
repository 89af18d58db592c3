using FalconEye.Data.Auth;

namespace FalconEye.Api.Auth.Tokens;

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
