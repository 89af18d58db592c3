using FalconEye.Data.Alerts;

namespace FalconEye.Api.Alerts.Rules;

/// <summary>A rule, as clients see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What users call it.</param>
/// <param name="Enabled">Whether it is applied.</param>
/// <param name="Kinds">The kinds of events.</param>
/// <param name="CameraIds">The cameras; empty for any.</param>
/// <param name="Zones">The zones; empty for any.</param>
/// <param name="Labels">The labels; empty for any.</param>
/// <param name="Days">The days; empty for any.</param>
/// <param name="From">From which time of day.</param>
/// <param name="To">Until which time of day.</param>
/// <param name="Modes">The armed modes; empty for any.</param>
/// <param name="HoldMinutes">How long the event must have gone on.</param>
/// <param name="EveryMinutes">The minimum number of minutes between two alerts of a camera.</param>
/// <param name="TellEnd">Whether an alert is sent at its end, too.</param>
/// <param name="ChannelIds">The channels; empty for all.</param>
public sealed record RuleResponse(
    Guid Id,
    string Name,
    bool Enabled,
    IReadOnlyList<string> Kinds,
    IReadOnlyList<Guid> CameraIds,
    IReadOnlyList<string> Zones,
    IReadOnlyList<string> Labels,
    IReadOnlyList<string> Days,
    string? From,
    string? To,
    IReadOnlyList<string> Modes,
    double HoldMinutes,
    double EveryMinutes,
    bool TellEnd,
    IReadOnlyList<Guid> ChannelIds)
{
    /// <summary>Shows a stored rule.</summary>
    public static RuleResponse Of(AlertRule rule)
    {
        var definition = AlertJson.Read<RuleDefinition>(rule.Definition);
        return new(
            rule.Id,
            rule.Name,
            rule.IsEnabled,
            definition.Kinds,
            definition.CameraIds,
            definition.Zones,
            definition.Labels,
            definition.Days,
            definition.From,
            definition.To,
            definition.Modes,
            definition.HoldMinutes,
            definition.EveryMinutes,
            definition.TellEnd,
            definition.ChannelIds);
    }
}
