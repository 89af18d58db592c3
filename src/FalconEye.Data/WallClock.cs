using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FalconEye.Data;

/// <summary>How users write days, times of day and time zones in schedules and rules. Pure.</summary>
public static class WallClock
{
    /// <summary>Days as users and the database name them, in the order of <see cref="DayOfWeek"/>.</summary>
    public static ImmutableArray<string> DayNames { get; } = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>The name of a day.</summary>
    public static string NameOf(DayOfWeek day) => DayNames[(int)day];

    /// <summary>Reads a time of day, such as <c>08:00</c>.</summary>
    public static bool TryReadTime(string? text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    /// <summary>Finds a time zone.</summary>
    /// <param name="name">Its name in the IANA database, such as <c>Europe/Berlin</c>.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="problem">What is wrong, for users.</param>
    public static bool TryFindZone(string? name, [NotNullWhen(true)] out TimeZoneInfo? zone, [NotNullWhen(false)] out string? problem)
    {
        zone = null;
        if (string.IsNullOrWhiteSpace(name) || !TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone))
        {
            problem = $"\"{name}\" is no time zone that the server knows. Name one such as Europe/Berlin, or UTC.";
            return false;
        }

        problem = null;
        return true;
    }
}
