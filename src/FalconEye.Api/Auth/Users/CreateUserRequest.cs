using System.ComponentModel.DataAnnotations;
using FalconEye.Data.Auth;

namespace FalconEye.Api.Auth.Users;

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
