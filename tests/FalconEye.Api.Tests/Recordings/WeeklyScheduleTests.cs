using FalconEye.Data.Cameras;

namespace FalconEye.Api.Tests.Recordings;

/// <summary>When a weekly schedule is on, by the clock on the wall, whatever daylight saving does.</summary>
public sealed class WeeklyScheduleTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Nights = new()
    {
        ["sat"] = ["22:00-24:00"],
        ["sun"] = ["00:00-06:00", "22:30-24:00"],
        ["mon"] = ["00:00-01:00"],
    };

    [Theory]
    [InlineData("2026-01-10T20:59:59Z", false)] // Saturday, 21:59:59 in Berlin
    [InlineData("2026-01-10T21:00:00Z", true)]
    [InlineData("2026-01-10T23:00:00Z", true)] // Sunday, midnight
    [InlineData("2026-01-11T04:59:59Z", true)]
    [InlineData("2026-01-11T05:00:00Z", false)]
    [InlineData("2026-01-11T23:59:59Z", true)] // Monday, 0:59:59
    [InlineData("2026-01-12T00:00:00Z", false)]
    [InlineData("2026-07-11T19:59:59Z", false)] // in summer an hour earlier
    [InlineData("2026-07-11T20:00:00Z", true)]
    public void It_goes_by_the_clock_of_its_zone(string moment, bool isOn) => Assert.Equal(isOn, Berlin(Nights).IsActiveAt(At(moment)));

    [Fact]
    public void An_hour_that_is_skipped_is_not_there_and_one_that_comes_twice_counts_twice()
    {
        var schedule = Berlin(new() { ["sun"] = ["02:15-02:45"] });

        // 29 March 2026: 2:00 becomes 3:00. 25 October 2026: 3:00 becomes 2:00.
        Assert.Equal(TimeSpan.Zero, TimeOn(schedule, At("2026-03-28T23:00:00Z")));
        Assert.Equal(TimeSpan.FromMinutes(60), TimeOn(schedule, At("2026-10-24T22:00:00Z")));
        Assert.Equal(TimeSpan.FromMinutes(30), TimeOn(schedule, At("2026-10-31T23:00:00Z")));

        // A night that contains the change is an hour shorter or longer, and has no hole.
        var night = Berlin(new() { ["sun"] = ["00:00-06:00"] });
        Assert.Equal(TimeSpan.FromHours(5), TimeOn(night, At("2026-03-28T23:00:00Z")));
        Assert.Equal(TimeSpan.FromHours(7), TimeOn(night, At("2026-10-24T22:00:00Z")));
    }

    [Fact]
    public void What_is_stored_is_read_as_it_was()
    {
        var stored = Berlin(Nights).ToString();

        var read = WeeklySchedule.Parse(stored)!;
        Assert.Equal("Europe/Berlin", read.TimeZone);
        Assert.Equal(["00:00-06:00", "22:30-24:00"], read.Days["sun"]);
        Assert.Equal(stored, read.ToString());
        Assert.Null(WeeklySchedule.Parse("[]"));
        Assert.Null(WeeklySchedule.Parse("never"));
        Assert.Null(WeeklySchedule.Parse(null));
    }

    [Theory]
    [InlineData("Europe/Nowhere", "mon", "08:00-09:00", "time zone")]
    [InlineData(null, "mon", "08:00-09:00", "time zone")]
    [InlineData("UTC", "monday", "08:00-09:00", "The days are mon")]
    [InlineData("UTC", "mon", "08:00", "08:00-18:30")]
    [InlineData("UTC", "mon", "09:00-09:00", "08:00-18:30")]
    [InlineData("UTC", "mon", "22:00-06:00", "belongs to the next day")]
    [InlineData("UTC", "mon", "08:00-24:01", "08:00-18:30")]
    [InlineData("UTC", "mon", null, "08:00-18:30")]
    public void What_is_wrong_is_said(string? zone, string day, string? period, string words)
    {
        Assert.False(WeeklySchedule.TryRead(zone, new Dictionary<string, IReadOnlyList<string>> { [day] = [period!] }, out _, out var problem));
        Assert.Contains(words, problem, StringComparison.Ordinal);
    }

    private static WeeklySchedule Berlin(Dictionary<string, IReadOnlyList<string>> days)
    {
        Assert.True(WeeklySchedule.TryRead("Europe/Berlin", days, out var schedule, out var problem), problem);
        return schedule;
    }

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>How long it is on in the day that begins then.</summary>
    private static TimeSpan TimeOn(WeeklySchedule schedule, DateTimeOffset midnight) =>
        TimeSpan.FromMinutes(Enumerable.Range(0, 24 * 60).Count(minute => schedule.IsActiveAt(midnight.AddMinutes(minute))));
}
