namespace FalconEye.Api.Alerts.Rules;

/// <summary>When a rule applies, and whom it tells. An empty list is any.</summary>
public sealed record RuleDefinition
{
    /// <summary>The kinds of events.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The cameras; empty for any, and for events about none.</summary>
    public IReadOnlyList<Guid> CameraIds { get; init; } = [];

    /// <summary>The zones of the picture.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>The labels: classes of objects, for example.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The days, <c>mon</c> to <c>sun</c>.</summary>
    public IReadOnlyList<string> Days { get; init; } = [];

    /// <summary>From which time of day, <c>HH:mm</c> in the server's time zone.</summary>
    public string? From { get; init; }

    /// <summary>Until which time of day; before <see cref="From"/> it is the next day's.</summary>
    public string? To { get; init; }

    /// <summary>The armed modes, <c>home</c>, <c>away</c> and <c>off</c>.</summary>
    public IReadOnlyList<string> Modes { get; init; } = [];

    /// <summary>How long the event must have gone on, in minutes; 0 tells at once.</summary>
    public double HoldMinutes { get; init; }

    /// <summary>The minimum number of minutes between two alerts of a camera; 0 for no limit.</summary>
    public double EveryMinutes { get; init; }

    /// <summary>Whether an alert is sent when the event is over, too.</summary>
    public bool TellEnd { get; init; }

    /// <summary>The channels; empty for all that are enabled.</summary>
    public IReadOnlyList<Guid> ChannelIds { get; init; } = [];
}
