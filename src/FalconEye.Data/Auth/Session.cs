namespace FalconEye.Data.Auth;

/// <summary>One login of a user in one browser. It is here, and not in the cookie, so that it can be ended from elsewhere.</summary>
public sealed class Session
{
    /// <summary>Its id, for lists.</summary>
    public required Guid Id { get; init; }

    /// <summary>Id of the user.</summary>
    public required Guid UserId { get; init; }

    /// <summary>SHA-256 of the key in the cookie, in hexadecimal: who reads the database cannot take the session over.</summary>
    public required string KeyHash { get; init; }

    /// <summary>When the user logged in, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was last used, UTC, to a few minutes.</summary>
    public required DateTime LastSeenAt { get; set; }

    /// <summary>When it ends, UTC; later each time that it is used.</summary>
    public required DateTime ExpiresAt { get; set; }

    /// <summary>
    /// When it ends however much it is used, UTC; <see langword="null"/> for a session from before there was such an end.
    /// </summary>
    public DateTime? EndsAt { get; init; }

    /// <summary>The address that the user logged in from.</summary>
    public required string Address { get; init; }

    /// <summary>What the browser called itself.</summary>
    public required string Client { get; init; }
}
