namespace FalconEye.Data.Alerts;

/// <summary>Which events are sent to which channels.</summary>
public sealed class AlertRule : IVersioned
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What users call it.</summary>
    public required string Name { get; set; }

    /// <summary>Whether it is applied.</summary>
    public required bool IsEnabled { get; set; }

    /// <summary>Its conditions and channels: a JSON object.</summary>
    public required string Definition { get; set; }

    /// <summary>When it was added, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <inheritdoc/>
    public long Version { get; private set; }
}
