namespace FalconEye.Data.Alerts;

/// <summary>One message to one channel. Stored together with what raised it, and sent from here until the channel has taken it.</summary>
public sealed class AlertDelivery
{
    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>The same at every attempt: receivers recognise a message by it that comes twice.</summary>
    public required Guid Key { get; init; }

    /// <summary>The alert; <see langword="null"/> for a test.</summary>
    public Guid? AlertId { get; init; }

    /// <summary>The channel.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>The channel's name at the time.</summary>
    public required string ChannelName { get; init; }

    /// <summary>What it tells of.</summary>
    public required AlertPhase Phase { get; init; }

    /// <summary>The event's camera.</summary>
    public Guid? CameraId { get; init; }

    /// <summary>The event.</summary>
    public long? EventId { get; init; }

    /// <summary>The alert's content, as text for users and for programs: a JSON object. It stays the same at every attempt.</summary>
    public required string Message { get; init; }

    /// <summary>The result.</summary>
    public DeliveryState State { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is tried next, UTC; for one that is being sent, when its claim ends.</summary>
    public required DateTime NextAttemptAt { get; set; }

    /// <summary>Why the last attempt failed, as text for users.</summary>
    public string? Error { get; set; }

    /// <summary>When it was stored, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was delivered or given up, UTC.</summary>
    public DateTime? FinishedAt { get; set; }
}
