using System.ComponentModel.DataAnnotations;
using FalconEye.Api.Auth.Passwords;
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

/// <summary>The users who may log in, by name.</summary>
/// <param name="Users">The users.</param>
public sealed record UserListResponse(IReadOnlyList<AccountResponse> Users);

/// <summary>A user who is to log in.</summary>
public sealed record CreateUserRequest
{
    /// <summary>Name of the user.</summary>
    [Required(ErrorMessage = "Choose a user name.")]
    [UserName]
    public string? UserName { get; init; }

    /// <summary>Their first password; they can change it.</summary>
    [Required(ErrorMessage = "Choose a password.")]
    public string? Password { get; init; }

    /// <summary>Their rights.</summary>
    [Required(ErrorMessage = "Say what they may do: viewer, operator, administrator, or none.")]
    public UserRole? Role { get; init; }

    /// <summary>Whether they may use all cameras, those of the future too; when absent, only if <see cref="CameraIds"/> is absent too.</summary>
    public bool? AllCameras { get; init; }

    /// <summary>Else, the cameras that they may use.</summary>
    [MaxLength(1000, ErrorMessage = "Name at most 1000 cameras.")]
    public IReadOnlyList<Guid>? CameraIds { get; init; }

    /// <summary>The cameras that they may use; <see langword="null"/> for all.</summary>
    internal IReadOnlyList<Guid>? AllowedCameras => AllCameras switch
    {
        true => null,
        false => CameraIds ?? [],
        null => CameraIds,
    };
}

/// <summary>Changes to a user; what is absent stays as it is.</summary>
public sealed record UpdateUserRequest
{
    /// <summary>Another password, which ends their sessions and, unless <see cref="KeepTokens"/>, their API tokens.</summary>
    public string? Password { get; init; }

    /// <summary>Whether their API tokens stay valid when the password changes.</summary>
    public bool KeepTokens { get; init; }

    /// <summary>Their rights.</summary>
    public UserRole? Role { get; init; }

    /// <summary>Whether they may use all cameras.</summary>
    public bool? AllCameras { get; init; }

    /// <summary>The cameras that they may use.</summary>
    [MaxLength(1000, ErrorMessage = "Name at most 1000 cameras.")]
    public IReadOnlyList<Guid>? CameraIds { get; init; }

    /// <summary>Whether to take their second factor away, for who lost their phone.</summary>
    public bool RemoveTwoFactor { get; init; }
}

/// <summary>One's password, before something that only oneself may do.</summary>
public sealed record PasswordRequest
{
    /// <summary>The password.</summary>
    [Required(ErrorMessage = "Enter your password.")]
    [StringLength(PasswordRules.MaxLength, ErrorMessage = "A password has at most 256 characters.")]
    public string? Password { get; init; }
}

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
