namespace FalconEye.Data.Alerts;

/// <summary>A destination of alerts: a webhook, a mailbox, a chat.</summary>
public sealed class AlertChannel : IVersioned
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What users call it.</summary>
    public required string Name { get; set; }

    /// <summary>Its protocol.</summary>
    public required AlertChannelKind Kind { get; init; }

    /// <summary>Its addresses, names and secrets: a JSON object, encrypted in the database.</summary>
    public required string Settings { get; set; }

    /// <summary>Whether alerts are sent to it.</summary>
    public required bool IsEnabled { get; set; }

    /// <summary>When it was added, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <inheritdoc/>
    public long Version { get; private set; }
}
