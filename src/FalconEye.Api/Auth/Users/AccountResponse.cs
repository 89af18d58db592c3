using FalconEye.Data.Auth;

namespace FalconEye.Api.Auth.Users;

/// <summary>A user.</summary>
/// <param name="Id">Their id.</param>
/// <param name="UserName">Their name.</param>
/// <param name="Role">What they may do.</param>
/// <param name="CameraIds">The cameras that they may use; null for all.</param>
/// <param name="HasPassword">
/// Whether they can log in with a password; who came by OpenID Connect cannot, until an administrator gives them one.
/// </param>
/// <param name="TwoFactor">Whether they log in with a second factor.</param>
/// <param name="CreatedAt">When they were added.</param>
/// <param name="LastLoginAt">When they last logged in.</param>
public sealed record AccountResponse(
    Guid Id, string UserName, UserRole Role, IReadOnlyList<Guid>? CameraIds, bool HasPassword, bool TwoFactor, DateTime CreatedAt, DateTime? LastLoginAt)
{
    /// <summary>
    /// In the answer to a login: how many wrong codes of the second factor were entered since the last right one, by callers who knew the password.
    /// </summary>
    public int WrongCodes { get; init; }

    /// <summary>Shows a user.</summary>
    public static AccountResponse From(User user) => new(
        user.Id, user.UserName!, user.Role, user.CameraIds, user.PasswordHash is not null, user.TwoFactorEnabled, user.CreatedAt, user.LastLoginAt);
}
