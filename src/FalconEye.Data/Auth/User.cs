using Microsoft.AspNetCore.Identity;

namespace FalconEye.Data.Auth;

/// <summary>A user who may log in.</summary>
public sealed class User : IdentityUser<Guid>
{
    /// <summary>Their rights.</summary>
    public UserRole Role { get; set; }

    /// <summary>The cameras that they may use; <see langword="null"/> for all, those of the future too.</summary>
    public IReadOnlyList<Guid>? CameraIds { get; set; }

    /// <summary>The half minute of the last code of theirs that was taken (RFC 6238), so that none is taken twice.</summary>
    public long? LastTotpStep { get; set; }

    /// <summary>Wrong codes of the second factor since the last right one, from any address. Written by the database alone.</summary>
    public int WrongCodes { get; set; }

    /// <summary>Until when codes are refused, UTC; <see langword="null"/> when they are checked. Written by the database alone.</summary>
    public DateTime? CodesLockedUntil { get; set; }

    /// <summary>When they were added, UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When they last logged in, UTC.</summary>
    public DateTime? LastLoginAt { get; set; }
}
