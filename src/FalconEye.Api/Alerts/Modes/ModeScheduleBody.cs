using FalconEye.Data.Alerts;

namespace FalconEye.Api.Alerts.Modes;

/// <summary>When the armed mode changes by itself, each week; also the answer.</summary>
/// <param name="TimeZone">The zone of the times, by its name in the IANA database, such as <c>Europe/Berlin</c>; absent without changes.</param>
/// <param name="Changes">The changes; empty for none.</param>
public sealed record ModeScheduleBody(string? TimeZone, IReadOnlyList<ModeChangeBody>? Changes)
{
    internal static ModeScheduleBody From(ModeSchedule? schedule) =>
        new(schedule?.TimeZone, [.. schedule?.Changes.Select(ModeChangeBody.From) ?? []]);
}
