using FalconEye.Api.Alerts.Modes;
using FalconEye.Data;
using FalconEye.Data.Alerts;
using FalconEye.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FalconEye.Api.Tests.Alerts;

/// <summary>The armed mode follows the clock on the wall, and people come before it.</summary>
public sealed class ModeScheduleTests : IDisposable
{
    private static readonly string[] Workdays = ["mon", "tue", "wed", "thu", "fri"];

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(At("2026-01-12T06:00:00Z"));
    private readonly ServiceProvider _services;

    public ModeScheduleTests() => _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_clock)
        .AddSqliteDatabase(_folder["test.db"]).AddScoped<AlertModeService>().BuildServiceProvider();

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2026-01-12T06:59:59Z", "2026-01-09T17:00:00Z", ArmedMode.Home, "2026-01-12T07:00:00Z")] // Monday, 7:59:59 in Berlin: since Friday
    [InlineData("2026-01-12T07:00:00Z", "2026-01-12T07:00:00Z", ArmedMode.Away, "2026-01-12T17:00:00Z")]
    [InlineData("2026-07-13T06:30:00Z", "2026-07-13T06:00:00Z", ArmedMode.Away, "2026-07-13T16:00:00Z")] // in summer an hour earlier
    public void It_goes_by_the_clock_of_its_zone(string moment, string last, ArmedMode mode, string next)
    {
        var schedule = Read(new(Workdays, "08:00", ArmedMode.Away), new(Workdays, "18:00", ArmedMode.Home));

        Assert.Equal((At(last), mode), schedule.LastAt(At(moment)));
        Assert.Equal(At(next), schedule.NextAfter(At(moment)).At);
        Assert.Equal(schedule.ToString(), ModeSchedule.Parse(schedule.ToString())!.ToString());
    }

    [Fact]
    public void A_time_that_is_skipped_comes_an_hour_later_and_one_that_comes_twice_counts_once()
    {
        var schedule = Read(new ModeChange(["sun"], "02:30", ArmedMode.Away));

        // 29 March 2026: 2:00 becomes 3:00. 25 October 2026: 3:00 becomes 2:00.
        Assert.Equal(At("2026-03-29T01:30:00Z"), schedule.NextAfter(At("2026-03-28T12:00:00Z")).At);
        Assert.Equal(At("2026-10-25T00:30:00Z"), schedule.NextAfter(At("2026-10-24T12:00:00Z")).At);
        Assert.Equal(At("2026-11-01T01:30:00Z"), schedule.NextAfter(At("2026-10-25T00:30:00Z")).At);
    }

    [Theory]
    [InlineData("Europe/Nowhere", "mon", "08:00", "time_zone")]
    [InlineData("UTC", "monday", "08:00", "changes")]
    [InlineData("UTC", null, "08:00", "changes")]
    [InlineData("UTC", "mon", "8", "changes")]
    [InlineData("UTC", "mon,mon", "08:00", "changes")]
    public void What_is_no_schedule_is_refused(string zone, string? days, string time, string field)
    {
        Assert.False(ModeSchedule.TryRead(zone, [new(days?.Split(',') ?? [], time, ArmedMode.Off)], out _, out var problem));
        Assert.Equal(field, problem.Value.Field);
    }

    [Fact]
    public async Task A_change_that_came_while_the_server_was_away_is_made_up_for_and_people_may_set_another_mode_until_the_next()
    {
        Assert.Equal(ArmedMode.Home, await FollowAsync());
        await ServeAsync(modes => modes.SetScheduleAsync("Europe/Berlin", [new(Workdays, "08:00", ArmedMode.Away), new(Workdays, "18:00", ArmedMode.Home)], Ending));
        Assert.Equal(ArmedMode.Home, await FollowAsync());

        _clock.SetUtcNow(At("2026-01-12T09:00:00Z"));
        Assert.Equal(ArmedMode.Away, await FollowAsync());
        await ServeAsync(modes => modes.SetAsync("off", Ending));
        Assert.Equal(ArmedMode.Off, await FollowAsync());

        _clock.SetUtcNow(At("2026-01-12T17:00:00Z"));
        Assert.Equal(ArmedMode.Home, await FollowAsync());
        Assert.Equal("away", (await ServeAsync(modes => modes.DescribeAsync(Ending))).NextMode);
        await ServeAsync(modes => modes.SetScheduleAsync(null, [], Ending));
        _clock.SetUtcNow(At("2026-01-13T09:00:00Z"));
        Assert.Equal(ArmedMode.Home, await FollowAsync());
        Assert.Equal(new AlertModeResponse("home", null, null), await ServeAsync(modes => modes.DescribeAsync(Ending)));
    }

    public void Dispose()
    {
        _services.Dispose();
        _folder.Dispose();
    }

    private static ModeSchedule Read(params ModeChange[] changes) =>
        ModeSchedule.TryRead("Europe/Berlin", changes, out var schedule, out var problem) ? schedule : throw new InvalidOperationException(problem.Value.Text);

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The mode after a pass of the alerts, which keeps to what is stored.</summary>
    private async Task<ArmedMode> FollowAsync()
    {
        await using var scope = _services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
        if (await database.Database.EnsureCreatedAsync(Ending))
        {
            database.AlertSettings.Add(new AlertSettings());
            await database.SaveChangesAsync(Ending);
        }

        var settings = await database.AlertSettings.AsNoTracking().SingleAsync(Ending);
        var mode = await scope.ServiceProvider.GetRequiredService<AlertModeService>().FollowScheduleAsync(settings, Ending);
        Assert.Equal(mode, await scope.ServiceProvider.GetRequiredService<AlertModeService>().ReadAsync(Ending));
        return mode;
    }

    private async Task<T> ServeAsync<T>(Func<AlertModeService, Task<T>> use)
    {
        await using var scope = _services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<AlertModeService>());
    }
}
