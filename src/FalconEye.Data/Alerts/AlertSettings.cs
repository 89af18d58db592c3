namespace FalconEye.Data.Alerts;

/// <summary>What concerns all rules: one row.</summary>
public sealed class AlertSettings
{
    /// <summary>The id of the only row.</summary>
    public const int TheOne = 1;

    /// <summary>Always <see cref="TheOne"/>.</summary>
    public int Id { get; init; } = TheOne;

    /// <summary>Whether users are at home.</summary>
    public ArmedMode Mode { get; set; }

    /// <summary>When the mode or its schedule was set last, in UTC: what the schedule says for earlier moments is over.</summary>
    public DateTime ModeSince { get; set; }

    /// <summary>A <see cref="ModeSchedule"/> as text; <see langword="null"/> if the mode is only set by people and programs.</summary>
    public string? ModeSchedule { get; set; }

    /// <summary>Rules have been applied to all events up to this one.</summary>
    public long LastEventId { get; set; }
}
