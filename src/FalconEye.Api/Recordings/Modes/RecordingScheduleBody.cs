using FalconEye.Data.Cameras;

namespace FalconEye.Api.Recordings.Modes;

/// <summary>When a camera is recorded, by the week.</summary>
/// <param name="TimeZone">The zone of the times, by its name in the IANA database, such as <c>Europe/Berlin</c>.</param>
/// <param name="Days">
/// Periods such as <c>08:00-18:30</c> by day (<c>mon</c> to <c>sun</c>); a day that is absent has none. The latest end is <c>24:00</c>.
/// </param>
public sealed record RecordingScheduleBody(string? TimeZone, IReadOnlyDictionary<string, IReadOnlyList<string>>? Days)
{
    internal static RecordingScheduleBody? From(string? stored) =>
        WeeklySchedule.Parse(stored) is { } schedule ? new(schedule.TimeZone, schedule.Days) : null;
}
