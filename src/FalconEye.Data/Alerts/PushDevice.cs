namespace FalconEye.Data.Alerts;

/// <summary>A browser of a user's that gets alerts by Web Push: a subscription at the push service of the browser's maker.</summary>
public sealed class PushDevice
{
    /// <summary>What is read of <see cref="Subscription"/> where no key opens it.</summary>
    public const string Unreadable = "";

    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is. It goes with the user.</summary>
    public required Guid UserId { get; set; }

    /// <summary>The login in which it was last subscribed. It goes when that login is ended, and stays when it expires.</summary>
    public required Guid? SessionId { get; set; }

    /// <summary>What the user calls it.</summary>
    public required string Name { get; set; }

    /// <summary>SHA-256 of the address at the push service, in hexadecimal: a browser has one subscription.</summary>
    public required string EndpointHash { get; init; }

    /// <summary>Address and keys of the subscription: a JSON object, encrypted in the database.</summary>
    public required string Subscription { get; set; }

    /// <summary>When it was first subscribed, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When the push service last took a message, UTC.</summary>
    public DateTime? DeliveredAt { get; set; }

    /// <summary>Why the push service did not take the last message, as text for users; <see langword="null"/> when it did.</summary>
    public string? Error { get; set; }
}
