using FalconEye.Data;
using FalconEye.Data.Alerts;
using FalconEye.Data.Events;

namespace FalconEye.Api.Alerts.Rules;

/// <summary>Decides whether a rule applies. Pure: the same event, mode and time give the same answer.</summary>
internal static class RuleEvaluation
{
    /// <summary>Whether a rule is about an event, now.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="item">The event.</param>
    /// <param name="mode">The armed mode.</param>
    /// <param name="now">Now, in the server's time zone.</param>
    internal static bool Applies(RuleDefinition rule, LoggedEvent item, ArmedMode mode, DateTimeOffset now) =>
        rule.Kinds.Contains(item.Kind)
        && (rule.CameraIds is [] || (item.CameraId is { } camera && rule.CameraIds.Contains(camera)))
        && IsAmong(rule.Zones, item.Zone)
        && IsAmong(rule.Labels, item.Label)
        && (rule.Modes is [] || rule.Modes.Contains(mode.ToString(), StringComparer.OrdinalIgnoreCase))
        && IsInHours(rule, now)
        && HasHeld(rule, item, now);

    /// <summary>Whether the event has gone on for as long as the rule asks.</summary>
    internal static bool HasHeld(RuleDefinition rule, LoggedEvent item, DateTimeOffset now) =>
        rule.HoldMinutes <= 0 || (item.IsOpen && now.UtcDateTime - item.Time >= TimeSpan.FromMinutes(rule.HoldMinutes));

    /// <summary>Whether the last alert is long enough ago.</summary>
    internal static bool IsPaced(RuleDefinition rule, DateTime? lastRaisedAt, DateTimeOffset now) =>
        lastRaisedAt is not { } last || now.UtcDateTime - last >= TimeSpan.FromMinutes(rule.EveryMinutes);

    /// <summary>Reads a time of day.</summary>
    internal static TimeOnly? ReadTime(string? text) =>
        WallClock.TryReadTime(text, out var time) ? time : null;

    /// <summary>A period that passes midnight belongs to the day on which it begins.</summary>
    private static bool IsInHours(RuleDefinition rule, DateTimeOffset now)
    {
        var (from, to) = (ReadTime(rule.From) ?? TimeOnly.MinValue, ReadTime(rule.To) ?? TimeOnly.MinValue);
        var time = TimeOnly.FromDateTime(now.DateTime);
        if (from < to)
        {
            return IsOn(rule, now.DayOfWeek) && time >= from && time < to;
        }

        return (time >= from && IsOn(rule, now.DayOfWeek)) || (time < to && IsOn(rule, now.AddDays(-1).DayOfWeek));
    }

    private static bool IsOn(RuleDefinition rule, DayOfWeek day) => rule.Days is [] || rule.Days.Contains(WallClock.NameOf(day));

    private static bool IsAmong(IReadOnlyList<string> names, string? name) =>
        names is [] || (name is not null && names.Contains(name, StringComparer.OrdinalIgnoreCase));
}
