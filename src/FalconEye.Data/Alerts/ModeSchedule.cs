using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace FalconEye.Data.Alerts;

/// <summary>
/// The moments of a week at which the armed mode changes, by the clock on the wall of a time zone. Between them the mode is what it was
/// changed to last, by anyone. Pure.
/// </summary>
public sealed class ModeSchedule
{
    private const int MostChanges = 50;
    private const int DaysPerWeek = 7;

    private readonly TimeZoneInfo _zone;

    private ModeSchedule(TimeZoneInfo zone, IReadOnlyList<ModeChange> changes) => (_zone, Changes) = (zone, changes);

    /// <summary>The changes, as they were given.</summary>
    public IReadOnlyList<ModeChange> Changes { get; }

    /// <summary>The zone's name.</summary>
    public string TimeZone => _zone.Id;

    /// <summary>Reads a schedule.</summary>
    /// <param name="timeZone">The zone's name in the IANA database, such as <c>Europe/Berlin</c>.</param>
    /// <param name="changes">At least one change, at most 50.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="problem">What is wrong, for users, and the name of the input on the wire.</param>
    public static bool TryRead(
        string? timeZone,
        IReadOnlyList<ModeChange> changes,
        [NotNullWhen(true)] out ModeSchedule? schedule,
        [NotNullWhen(false)] out (string Field, string Text)? problem)
    {
        schedule = null;
        if (!WallClock.TryFindZone(timeZone, out var zone, out var zoneProblem))
        {
            problem = ("time_zone", zoneProblem);
            return false;
        }

        if ((changes is { Count: 0 or > MostChanges } ? $"A schedule has 1 to {MostChanges} changes." : ProblemOf(changes)) is { } text)
        {
            problem = ("changes", text);
            return false;
        }

        schedule = new(zone, changes);
        problem = null;
        return true;
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns><see langword="null"/> for anything else, also when this machine does not know the time zone any more.</returns>
    public static ModeSchedule? Parse(string? stored)
    {
        try
        {
            return stored is not null && JsonSerializer.Deserialize<Stored>(stored) is { Changes: { } changes } read && TryRead(read.TimeZone, changes, out var schedule, out _)
                ? schedule
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The last change at a moment or before it.</summary>
    public (DateTimeOffset At, ArmedMode Mode) LastAt(DateTimeOffset moment) =>
        InWeekFrom(-DaysPerWeek, moment).Where(change => change.At <= moment).MaxBy(change => change.At);

    /// <summary>The first change after a moment.</summary>
    public (DateTimeOffset At, ArmedMode Mode) NextAfter(DateTimeOffset moment) =>
        InWeekFrom(0, moment).Where(change => change.At > moment).MinBy(change => change.At);

    /// <summary>The same schedule as text.</summary>
    public override string ToString() => JsonSerializer.Serialize(new Stored(TimeZone, Changes));

    private static string? ProblemOf(IReadOnlyList<ModeChange> changes)
    {
        HashSet<(string Day, string Time)> moments = [];
        foreach (var change in changes)
        {
            if (change is null or { Days: null or [] } || change.Days.FirstOrDefault(day => !WallClock.DayNames.Contains(day)) is not null)
            {
                return "Each change names its days, of mon, tue, wed, thu, fri, sat and sun.";
            }

            if (!WallClock.TryReadTime(change.Time, out _))
            {
                return $"\"{change.Time}\" is no time of day. Write one such as 08:00.";
            }

            if (change.Days.FirstOrDefault(day => !moments.Add((day, change.Time))) is { } twice)
            {
                return $"{twice} {change.Time} is there twice: only one mode can begin at a time.";
            }
        }

        return null;
    }

    /// <summary>The changes of a week and a day, from so many days after a moment's on.</summary>
    private IEnumerable<(DateTimeOffset At, ArmedMode Mode)> InWeekFrom(int days, DateTimeOffset moment)
    {
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, _zone).DateTime).AddDays(days);
        return from day in Enumerable.Range(0, DaysPerWeek + 1).Select(first.AddDays)
               from change in Changes
               where change.Days.Contains(WallClock.NameOf(day.DayOfWeek))
               select (AtWall(day, change.Time), change.Mode);
    }

    /// <summary>A time that daylight saving skips comes when the clock has gone on, one that comes twice counts the first time.</summary>
    private DateTimeOffset AtWall(DateOnly day, string time)
    {
        _ = WallClock.TryReadTime(time, out var clock);
        var wall = day.ToDateTime(clock);
        return new DateTimeOffset(wall, _zone.IsAmbiguousTime(wall) ? _zone.GetAmbiguousTimeOffsets(wall).Max() : _zone.GetUtcOffset(wall));
    }

    private sealed record Stored(string TimeZone, IReadOnlyList<ModeChange> Changes);
}
