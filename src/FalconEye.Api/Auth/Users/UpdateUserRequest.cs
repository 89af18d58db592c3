using System.ComponentModel.DataAnnotations;
using FalconEye.Data.Auth;

namespace FalconEye.Api.Auth.Users;

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
