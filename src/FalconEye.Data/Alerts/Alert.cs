namespace FalconEye.Data.Alerts;

/// <summary>That a rule applied to an event. There is one of each rule and event, so no alert is sent twice.</summary>
public sealed class Alert
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The rule.</summary>
    public required Guid RuleId { get; init; }

    /// <summary>The event.</summary>
    public required long EventId { get; init; }

    /// <summary>The event's camera.</summary>
    public Guid? CameraId { get; init; }

    /// <summary>When it was raised, UTC.</summary>
    public required DateTime RaisedAt { get; init; }

    /// <summary>When its end was noted, UTC; <see langword="null"/> while the event goes on.</summary>
    public DateTime? EndedAt { get; set; }
}
