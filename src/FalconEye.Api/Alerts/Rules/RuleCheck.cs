using FalconEye.Data;
using FalconEye.Data.Alerts;

namespace FalconEye.Api.Alerts.Rules;

/// <summary>Checks a rule. Pure; the caller says which cameras and channels there are.</summary>
internal static class RuleCheck
{
    private const int MaxNames = 50;
    private const double MaxHoldMinutes = 24 * 60;
    private const double MaxPauseMinutes = 7 * 24 * 60;

    /// <summary>What is wrong, by the names on the wire; empty when nothing is.</summary>
    internal static Dictionary<string, string[]> ProblemsOf(RuleDefinition rule, IReadOnlySet<Guid> cameras, IReadOnlySet<Guid> channels)
    {
        Dictionary<string, string[]> problems = [];
        Require(rule.Kinds is { Count: > 0 and <= MaxNames } && rule.Kinds.All(IsName), "kinds", "kinds names at least one kind of event, such as camera_offline or motion.");
        Require(rule.Zones.Count <= MaxNames && rule.Zones.All(IsName), "zones", $"zones has at most {MaxNames} names.");
        Require(rule.Labels.Count <= MaxNames && rule.Labels.All(IsName), "labels", $"labels has at most {MaxNames} names.");
        Require(rule.CameraIds.All(cameras.Contains), "camera_ids", "camera_ids names a camera that does not exist.");
        Require(rule.ChannelIds.All(channels.Contains), "channel_ids", "channel_ids names a channel that does not exist.");
        Require(rule.Days.All(WallClock.DayNames.Contains), "days", "days are mon, tue, wed, thu, fri, sat and sun.");
        Require(rule.Modes.All(mode => WireName<ArmedMode>.TryParse(mode, out _)), "modes", "modes are home, away and off.");
        Require(rule.From is null || RuleEvaluation.ReadTime(rule.From) is not null, "from", "from is a time of day, such as 22:00.");
        Require(rule.To is null || RuleEvaluation.ReadTime(rule.To) is not null, "to", "to is a time of day, such as 06:00.");
        Require((rule.From is null) == (rule.To is null), "to", "from and to are both given, or neither.");
        Require(rule.HoldMinutes is >= 0 and <= MaxHoldMinutes, "hold_minutes", $"hold_minutes is a number from 0 to {MaxHoldMinutes}.");
        Require(rule.EveryMinutes is >= 0 and <= MaxPauseMinutes, "every_minutes", $"every_minutes is a number from 0 to {MaxPauseMinutes}.");
        return problems;

        void Require(bool isMet, string field, string problem)
        {
            if (!isMet)
            {
                problems.TryAdd(field, [problem]);
            }
        }
    }

    private static bool IsName(string? name) => name is { Length: > 0 and <= 253 };
}
