namespace FalconEye.Data.Auth;

/// <summary>A token by which a program calls the API.</summary>
public sealed class ApiToken
{
    /// <summary>Its id, for lists.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who made it; it can never do more than they can. <see langword="null"/> for one made on the command line.</summary>
    public Guid? UserId { get; init; }

    /// <summary>What it is for, as text for users.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the token, in hexadecimal.</summary>
    public required string TokenHash { get; init; }

    /// <summary>Its rights.</summary>
    public required UserRole Role { get; init; }

    /// <summary>The cameras that it may use; <see langword="null"/> for all.</summary>
    public IReadOnlyList<Guid>? CameraIds { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it stops working, UTC; <see langword="null"/> for never.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>When it was last used, UTC, to a minute.</summary>
    public DateTime? LastUsedAt { get; set; }
}
