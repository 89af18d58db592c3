using FalconEye.Api.Reconciliation;
using FalconEye.Api.Recordings.Modes;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Data.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace FalconEye.Api.Tests.Reconciliation;

/// <summary>How a camera that is recorded on events learns of them, without asking the database in each of its passes.</summary>
public sealed class EventTriggerTests
{
    private const string Recorder = "rec-door.test";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    [Fact]
    public async Task While_nothing_is_logged_the_database_is_hardly_asked_and_an_event_is_recorded_in_the_next_pass()
    {
        await using var bench = await ReconcilerBench.CreateAsync(_clock, Ending);
        var id = await AddAsync(bench);
        var before = bench.EventReads.Count;
        await PassAsync(bench, id, passes: 100);

        // 30 s, and what is known is kept for 5.
        Assert.InRange(bench.EventReads.Count - before, 1, 6);
        Assert.Null(bench.Workloads.Events[Recorder]!.From);

        foreach (var kind in new[] { "motion", "object" })
        {
            var began = Now;
            await LogAsync(bench, kind, id);
            before = bench.EventReads.Count;
            await PassAsync(bench, id, passes: 3);
            Assert.Equal(began.AddSeconds(-5), bench.Workloads.Events[Recorder]!.From!.Value.UtcDateTime);
            Assert.Equal(1, bench.EventReads.Count - before);

            await UpdateAsync(bench, item => item.Close(Now));
            await bench.PassAsync(id, Ending);
            Assert.Equal(Now.AddSeconds(10), bench.Workloads.Events[Recorder]!.Until!.Value.UtcDateTime);
            await PassAsync(bench, id, passes: 200);
        }
    }

    [Fact]
    public async Task An_event_that_is_logged_while_the_database_answers_is_recorded_in_the_next_pass()
    {
        await using var bench = await ReconcilerBench.CreateAsync(_clock, Ending);
        var id = await AddAsync(bench);
        _clock.Advance(TimeSpan.FromSeconds(10));
        bench.EventReads.Answered = () => LogAsync(bench, "motion", id);

        await bench.PassAsync(id, Ending);
        Assert.Null(bench.EventReads.Answered);
        Assert.Null(bench.Workloads.Events[Recorder]!.From);
        await bench.PassAsync(id, Ending);

        Assert.Equal(Now.AddSeconds(-5), bench.Workloads.Events[Recorder]!.From!.Value.UtcDateTime);
    }

    [Fact]
    public async Task An_event_of_another_replica_whose_message_is_lost_is_recorded_within_seconds()
    {
        await using var bench = await ReconcilerBench.CreateAsync(_clock, Ending);
        var id = await AddAsync(bench);
        await LogAsync(bench, "motion", id, item => item.Close(Now));
        _clock.Advance(TimeSpan.FromHours(1));
        await bench.PassAsync(id, Ending);
        Assert.Null(bench.Workloads.Events[Recorder]!.From);

        var began = Now;
        await bench.UseAsync<FalconEyeContext>(database => database.Events.Where(item => item.Kind == "motion")
            .ExecuteUpdateAsync(update => update.SetProperty(item => item.Time, began).SetProperty(item => item.IsOpen, true), Ending));
        await PassAsync(bench, id, passes: 18);

        Assert.Equal(began.AddSeconds(-5), bench.Workloads.Events[Recorder]!.From!.Value.UtcDateTime);
    }

    [Fact]
    public async Task Other_kinds_are_recorded_as_soon_as_they_are_chosen()
    {
        await using var bench = await ReconcilerBench.CreateAsync(_clock, Ending);
        var id = await AddAsync(bench);
        await LogAsync(bench, "tamper", id);
        await bench.PassAsync(id, Ending);
        Assert.Null(bench.Workloads.Events[Recorder]!.From);

        await bench.ChangeAsync(id, camera => camera.RecordingEvents = new CameraEventRecording { Kinds = ["tamper"] }.Write(), Ending);
        await bench.PassAsync(id, Ending);

        Assert.NotNull(bench.Workloads.Events[Recorder]!.From);
    }

    private async Task<Guid> AddAsync(ReconcilerBench bench)
    {
        var id = await bench.AddAsync("door", camera =>
        {
            camera.RequestStart(Now);
            camera.RequestRecording(DesiredRecording.OnEvents, Now);
            camera.RecordingEvents = new CameraEventRecording { Kinds = ["motion", "object"] }.Write();
        }, Ending);
        while ((await bench.PassAsync(id, Ending)).Recording.Phase != RecordingPhase.On)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        return id;
    }

    /// <summary>Passes as often as for a camera that looks for motion.</summary>
    private async Task PassAsync(ReconcilerBench bench, Guid id, int passes)
    {
        for (var pass = 0; pass < passes; pass++)
        {
            _clock.Advance(TimeSpan.FromSeconds(0.3));
            await bench.PassAsync(id, Ending);
        }
    }

    private Task LogAsync(ReconcilerBench bench, string kind, Guid id, Action<LoggedEvent>? change = null) => bench.UseAsync<FalconEyeContext>(async database =>
    {
        var item = new LoggedEvent { Time = Now, Kind = kind, CameraId = id, Actor = "system", Message = "Seen." }.Open();
        change?.Invoke(item);
        database.Events.Add(item);
        await database.SaveChangesAsync(Ending);
    });

    private static Task UpdateAsync(ReconcilerBench bench, Action<LoggedEvent> change) => bench.UseAsync<FalconEyeContext>(async database =>
    {
        change(await database.Events.SingleAsync(item => item.IsOpen, Ending));
        await database.SaveChangesAsync(Ending);
    });
}
