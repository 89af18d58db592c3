using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace FalconEye.Data.Cameras;

/// <summary>
/// The times of a week at which something is on, by the clock on the wall of a time zone: an hour that daylight saving skips is not there,
/// and one that comes twice counts twice. Pure.
/// </summary>
public sealed class WeeklySchedule
{
    private const int MinutesPerDay = 24 * 60;
    private const int MostPeriodsPerDay = 48;

    private readonly TimeZoneInfo _zone;
    private readonly IReadOnlyList<(int From, int To)>[] _days;

    private WeeklySchedule(TimeZoneInfo zone, IReadOnlyList<(int From, int To)>[] days) => (_zone, _days) = (zone, days);

    /// <summary>Reads a schedule.</summary>
    /// <param name="timeZone">The zone's name in the IANA database, such as <c>Europe/Berlin</c>.</param>
    /// <param name="days">Periods such as <c>08:00-18:30</c>, by day (<c>mon</c> to <c>sun</c>); they end at <c>24:00</c> at the latest.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="problem">What is wrong, for users.</param>
    public static bool TryRead(
        string? timeZone,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? days,
        [NotNullWhen(true)] out WeeklySchedule? schedule,
        [NotNullWhen(false)] out string? problem)
    {
        schedule = null;
        if (!WallClock.TryFindZone(timeZone, out var zone, out problem))
        {
            return false;
        }

        var read = new IReadOnlyList<(int From, int To)>[7];
        Array.Fill(read, []);
        foreach (var (name, periods) in days ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            if (WallClock.DayNames.IndexOf(name) is var day && day < 0)
            {
                problem = $"\"{name}\" is no day. The days are mon, tue, wed, thu, fri, sat and sun.";
                return false;
            }

            if (!TryReadPeriods(periods, out read[day], out problem))
            {
                return false;
            }
        }

        schedule = new(zone, read);
        problem = null;
        return true;
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns><see langword="null"/> for anything else, also when this machine does not know the time zone any more.</returns>
    public static WeeklySchedule? Parse(string? stored)
    {
        if (stored is null)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Stored>(stored) is { } read && TryRead(read.TimeZone, read.Days, out var schedule, out _) ? schedule : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The zone's name.</summary>
    public string TimeZone => _zone.Id;

    /// <summary>The periods by day, those without any left out.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Days => Enumerable.Range(0, 7)
        .Where(day => _days[day].Count > 0)
        .ToDictionary(day => WallClock.DayNames[day], day => (IReadOnlyList<string>)[.. _days[day].Select(period => $"{Text(period.From)}-{Text(period.To)}")]);

    /// <summary>Whether it is on at a moment.</summary>
    public bool IsActiveAt(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, _zone);
        var minute = local.TimeOfDay.TotalMinutes;
        return _days[(int)local.DayOfWeek].Any(period => minute >= period.From && minute < period.To);
    }

    /// <summary>The same schedule as text.</summary>
    public override string ToString() => JsonSerializer.Serialize(new Stored(TimeZone, Days));

    private static bool TryReadPeriods(
        IReadOnlyList<string>? periods, out IReadOnlyList<(int From, int To)> read, [NotNullWhen(false)] out string? problem)
    {
        List<(int From, int To)> list = [];
        read = list;
        if (periods is null or { Count: > MostPeriodsPerDay })
        {
            problem = $"A day has at most {MostPeriodsPerDay} periods.";
            return false;
        }

        foreach (var period in periods)
        {
            if (period?.Split('-') is not [var from, var to] || MinuteOf(from) is not { } first || MinuteOf(to) is not { } end || end <= first)
            {
                problem = $"\"{period}\" is no period. Write one such as 08:00-18:30; the latest end is 24:00, and what goes on after midnight belongs to the next day.";
                return false;
            }

            list.Add((first, end));
        }

        list.Sort();
        problem = null;
        return true;
    }

    private static int? MinuteOf(string text) => text switch
    {
        "24:00" => MinutesPerDay,
        _ when WallClock.TryReadTime(text, out var time) => (time.Hour * 60) + time.Minute,
        _ => null,
    };

    private static string Text(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    private sealed record Stored(string TimeZone, IReadOnlyDictionary<string, IReadOnlyList<string>> Days);
}
