namespace FalconEye.Api.Alerts.Rules;

/// <summary>A new rule, or changes to one: what is absent stays as it is.</summary>
public sealed record RuleRequest
{
    /// <summary>What users call it.</summary>
    [AlertName]
    public string? Name { get; init; }

    /// <summary>Whether it is applied.</summary>
    public bool? Enabled { get; init; }

    /// <inheritdoc cref="RuleDefinition.Kinds"/>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <inheritdoc cref="RuleDefinition.CameraIds"/>
    public IReadOnlyList<Guid>? CameraIds { get; init; }

    /// <inheritdoc cref="RuleDefinition.Zones"/>
    public IReadOnlyList<string>? Zones { get; init; }

    /// <inheritdoc cref="RuleDefinition.Labels"/>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <inheritdoc cref="RuleDefinition.Days"/>
    public IReadOnlyList<string>? Days { get; init; }

    /// <summary>From which time of day; empty for none.</summary>
    public string? From { get; init; }

    /// <summary>Until which time of day; empty for none.</summary>
    public string? To { get; init; }

    /// <inheritdoc cref="RuleDefinition.Modes"/>
    public IReadOnlyList<string>? Modes { get; init; }

    /// <inheritdoc cref="RuleDefinition.HoldMinutes"/>
    public double? HoldMinutes { get; init; }

    /// <inheritdoc cref="RuleDefinition.EveryMinutes"/>
    public double? EveryMinutes { get; init; }

    /// <inheritdoc cref="RuleDefinition.TellEnd"/>
    public bool? TellEnd { get; init; }

    /// <inheritdoc cref="RuleDefinition.ChannelIds"/>
    public IReadOnlyList<Guid>? ChannelIds { get; init; }

    /// <summary>A definition with these changes.</summary>
    internal RuleDefinition ApplyTo(RuleDefinition rule) => new()
    {
        Kinds = Kinds ?? rule.Kinds,
        CameraIds = CameraIds ?? rule.CameraIds,
        Zones = Zones ?? rule.Zones,
        Labels = Labels ?? rule.Labels,
        Days = Days ?? rule.Days,
        From = From is "" ? null : From ?? rule.From,
        To = To is "" ? null : To ?? rule.To,
        Modes = Modes ?? rule.Modes,
        HoldMinutes = HoldMinutes ?? rule.HoldMinutes,
        EveryMinutes = EveryMinutes ?? rule.EveryMinutes,
        TellEnd = TellEnd ?? rule.TellEnd,
        ChannelIds = ChannelIds ?? rule.ChannelIds,
    };
}
