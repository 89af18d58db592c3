using FalconEye.Api.Problems;
using FalconEye.Api.Reconciliation;
using FalconEye.Api.Recordings;
using FalconEye.Api.Recordings.Modes;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Data.Events;
using FalconEye.Orchestration;
using FalconEye.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace FalconEye.Api.Tests.Reconciliation;

public sealed class RecordingReconciliationTests
{
    private const string Recorder = "rec-door.test";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    [Fact]
    public async Task A_desired_recording_is_started()
    {
        await using var bench = await ReconcilerBench.CreateAsync(_clock, Ending);
        var id = await AddAsync(bench, DesiredRecording.Always);

        var result = await PassUntilAsync(bench, id, RecordingPhase.On);

        Assert.True(bench.Workloads.Recording[Recorder]);
        Assert.Equal("id_20260101000000", result.Recording.Recorder?.RecordingId);
    }

    [Fact]
    public async Task An_undesired_recording_is_stopped()
    {
        await using var bench = await ReconcilerBench.CreateAsync(_clock, Ending);
        var id = await AddAsync(bench, DesiredRecording.Always);
        await PassUntilAsync(bench, id, RecordingPhase.On);

        await bench.ChangeAsync(id, camera => camera.RequestRecording(DesiredRecording.Off, Now), Ending);
        await PassUntilAsync(bench, id, RecordingPhase.Off);
        bench.Workloads.Recording[Recorder] = true;
        await PassUntilAsync(bench, id, RecordingPhase.Off);

        Assert.False(bench.Workloads.Recording[Recorder]);
        Assert.Equal(["/start", "/stop", "/stop"], bench.Workloads.Calls);
    }

    [Fact]
    public async Task A_schedule_starts_and_stops_the_recorder_by_itself_and_survives_that_the_camera_is_stopped()
    {
        await using var bench = await ReconcilerBench.CreateAsync(_clock, Ending);
        Dictionary<string, IReadOnlyList<string>> days = new() { ["sun"] = ["08:00-09:00"] };
        Assert.True(WeeklySchedule.TryRead("UTC", days, out var schedule, out _));
        var id = await AddAsync(bench, DesiredRecording.BySchedule);
        await bench.ChangeAsync(id, camera => camera.RecordingSchedule = schedule.ToString(), Ending);

        // The clock begins at midnight of a Sunday.
        await PassUntilAsync(bench, id, RecordingPhase.Off);
        Assert.DoesNotContain("/start", bench.Workloads.Calls);
        _clock.Advance(TimeSpan.FromHours(8));
        await PassUntilAsync(bench, id, RecordingPhase.On);
        _clock.Advance(TimeSpan.FromHours(1));
        await PassUntilAsync(bench, id, RecordingPhase.Off);

        Assert.False(bench.Workloads.Recording[Recorder]);
        await bench.ChangeAsync(id, camera => camera.RequestStop(Now), Ending);
        Assert.Equal(RecordingMode.Schedule, (await bench.FindAsync(id, Ending)).DesiredRecording.Mode);
    }

    [Fact]
    public async Task An_event_has_its_time_recorded_with_what_was_before_and_goes_on_while_the_event_does()
    {
        await using var bench = await ReconcilerBench.CreateAsync(_clock, Ending);
        var id = await AddAsync(bench, DesiredRecording.OnEvents);
        CameraEventRecording settings = new() { PreRollSeconds = 7, PostRollSeconds = 20 };
        await bench.ChangeAsync(id, camera => camera.RecordingEvents = settings.Write(), Ending);
        await PassUntilAsync(bench, id, RecordingPhase.On);
        var waiting = bench.Workloads.Events[Recorder]!;
        Assert.True(waiting is { HoldSeconds: > 7, From: null, Until: null });

        var began = _clock.GetUtcNow();
        await LogAsync(bench, new LoggedEvent { Time = Now, Kind = "motion", CameraId = id, Actor = "system", Message = "Motion." }.Open());
        await LogAsync(bench, new LoggedEvent { Time = Now, Kind = "tamper", CameraId = id, Actor = "system", Message = "Not recorded." }.Open());
        _clock.Advance(TimeSpan.FromSeconds(2));
        await bench.PassAsync(id, Ending);
        Assert.Equal((began.AddSeconds(-7), _clock.GetUtcNow().AddSeconds(30)), (bench.Workloads.Events[Recorder]!.From!.Value, bench.Workloads.Events[Recorder]!.Until!.Value));
        for (var second = 0; second < 60; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await bench.PassAsync(id, Ending);
            Assert.True(bench.Workloads.Events[Recorder]!.Until > _clock.GetUtcNow().AddSeconds(14));
        }

        Assert.InRange(bench.Workloads.Calls.Count(call => call == "/events"), 3, 7);
        var ended = _clock.GetUtcNow();
        await bench.UseAsync<FalconEyeContext>(async database =>
        {
            (await database.Events.SingleAsync(item => item.Kind == "motion")).Close(ended.UtcDateTime);
            await database.SaveChangesAsync(Ending);
        });
        await bench.PassAsync(id, Ending);
        Assert.Equal(ended.AddSeconds(20), bench.Workloads.Events[Recorder]!.Until);

        // A recorder that was started again hears it again, and a schedule of all of the time takes the recorder over.
        (bench.Workloads.Recording[Recorder], bench.Workloads.Events[Recorder]) = (false, null);
        await PassUntilAsync(bench, id, RecordingPhase.On);
        Assert.Equal(ended.AddSeconds(20), bench.Workloads.Events[Recorder]!.Until);
        await bench.ChangeAsync(id, camera => camera.RequestRecording(DesiredRecording.Always, Now), Ending);
        await bench.PassAsync(id, Ending);
        Assert.Null(bench.Workloads.Events[Recorder]);
        await bench.ChangeAsync(id, camera => camera.RequestRecording(DesiredRecording.OnEvents, Now), Ending);
        await bench.ChangeAsync(id, camera => camera.RequestStop(Now), Ending);
        Assert.Equal(RecordingMode.Events, (await bench.FindAsync(id, Ending)).DesiredRecording.Mode);
    }

    private static Task LogAsync(ReconcilerBench bench, LoggedEvent item) => bench.UseAsync<FalconEyeContext>(async database =>
    {
        database.Events.Add(item);
        await database.SaveChangesAsync(Ending);
    });

    [Fact]
    public async Task A_recorder_without_an_address_is_stopped_once_it_has_one()
    {
        await using var bench = await ReconcilerBench.CreateAsync(_clock, Ending);
        var id = await AddAsync(bench, DesiredRecording.Always);
        await PassUntilAsync(bench, id, RecordingPhase.On);
        WorkloadKey key = new(id, WorkloadComponent.Recorder);
        var address = bench.Orchestrator.Find(key)!.Address;
        bench.Orchestrator.Move(key, workload => workload with { Address = null });

        await bench.ChangeAsync(id, camera => camera.RequestRecording(DesiredRecording.Off, Now), Ending);
        var without = await bench.PassAsync(id, Ending);
        bench.Orchestrator.Move(key, workload => workload with { Address = address });
        await PassUntilAsync(bench, id, RecordingPhase.Off);

        Assert.Equal((RecordingPhase.Stopping, PassPace.Soon), (without.Recording.Phase, without.Next));
        Assert.False(bench.Workloads.Recording[Recorder]);
    }

    [Fact]
    public async Task A_failed_recording_is_retried_and_keeps_its_reason()
    {
        await using var bench = await ReconcilerBench.CreateAsync(_clock, Ending);
        bench.Workloads.StartProblem = "The camera refuses the password.";
        var id = await AddAsync(bench, DesiredRecording.Always);

        var failed = await PassUntilAsync(bench, id, RecordingPhase.Failed);
        var waiting = await bench.PassAsync(id, Ending);
        bench.Workloads.StartProblem = null;
        _clock.Advance(TimeSpan.FromSeconds(2));
        await PassUntilAsync(bench, id, RecordingPhase.On);

        Assert.Equal("The camera refuses the password.", failed.Recording.Reason);
        Assert.Equal(failed.Recording.Reason, waiting.Recording.Reason);
        Assert.Equal(["/start", "/start"], bench.Workloads.Calls);
        Assert.True((await bench.FindAsync(id, Ending)).DesiredRecording.IsOn);
    }

    [Fact]
    public async Task A_request_is_stored_before_it_is_carried_out_and_survives_cancellation()
    {
        await using var bench = await ReconcilerBench.CreateAsync(TimeProvider.System, Ending);
        var id = await AddAsync(bench, DesiredRecording.Off);
        bench.Workloads.Hung[Recorder] = true;
        await bench.StartAsync(Ending);

        using CancellationTokenSource caller = new();
        var request = Task.CompletedTask;
        await bench.UseAsync<RecordingService>(async recordings =>
        {
            request = recordings.StartAsync(id, caller.Token);
            await Eventually.HoldsAsync(async () => (await bench.FindAsync(id, Ending)).DesiredRecording.IsOn, "the request is stored", Ending);
            await caller.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        });
        Assert.False(bench.Workloads.Recording.ContainsKey(Recorder));
        bench.Workloads.Hung.Clear();

        await Eventually.HoldsAsync(() => bench.Workloads.Recording.GetValueOrDefault(Recorder), "the recording begins by itself", Ending);
    }

    [Fact]
    public async Task A_stop_that_a_hung_recorder_does_not_confirm_is_pending_and_carried_out_later()
    {
        await using var bench = await ReconcilerBench.CreateAsync(TimeProvider.System, Ending);
        var id = await AddAsync(bench, DesiredRecording.Off);
        await bench.StartAsync(Ending);
        var started = await RequestAsync(bench, recordings => recordings.StartAsync(id, Ending));
        bench.Workloads.Hung[Recorder] = true;

        var stopped = await RequestAsync(bench, recordings => recordings.StopAsync(id, Ending));
        bench.Workloads.Hung.Clear();

        Assert.True(started.Value?.Success);
        Assert.False(stopped.Value?.Success);
        Assert.Contains("still stopping", stopped.Value?.Message, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => !bench.Workloads.Recording[Recorder], "it is stopped by itself", Ending);
    }

    [Fact]
    public async Task Concurrent_starts_have_the_same_outcome_or_one_conflicts()
    {
        await using var bench = await ReconcilerBench.CreateAsync(TimeProvider.System, Ending);
        var id = await AddAsync(bench, DesiredRecording.Off);
        await bench.StartAsync(Ending);

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RequestAsync(bench, recordings => recordings.StartAsync(id, Ending))));

        Assert.Contains(results, result => result.Value?.Success == true);
        Assert.All(results, result => Assert.True(result.Value?.Success == true || result.Refusal?.Kind == RefusalKind.Conflict, result.ToString()));
        Assert.Single(bench.Workloads.Calls, "/start");
    }

    [Fact]
    public async Task A_failed_start_reports_the_reason_and_stays_desired()
    {
        await using var bench = await ReconcilerBench.CreateAsync(TimeProvider.System, Ending);
        bench.Workloads.StartProblem = "The camera refuses the password.";
        var id = await AddAsync(bench, DesiredRecording.Off);
        await bench.StartAsync(Ending);

        var result = await RequestAsync(bench, recordings => recordings.StartAsync(id, Ending));
        bench.Workloads.StartProblem = null;

        Assert.Equal(RefusalKind.Unavailable, result.Refusal?.Kind);
        Assert.Contains("refuses the password", result.Refusal?.Text, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => bench.Workloads.Recording.GetValueOrDefault(Recorder), "it is tried again", Ending);
    }

    private static async Task<Result<RecorderReply>> RequestAsync(ReconcilerBench bench, Func<RecordingService, Task<Result<RecorderReply>>> request)
    {
        Result<RecorderReply> result = default;
        await bench.UseAsync<RecordingService>(async recordings => result = await request(recordings));
        return result;
    }

    private Task<Guid> AddAsync(ReconcilerBench bench, DesiredRecording recording) => bench.AddAsync(
        "door",
        camera =>
        {
            camera.RequestStart(Now);
            camera.RequestRecording(recording, Now);
        },
        Ending);

    private static async Task<PassResult> PassUntilAsync(ReconcilerBench bench, Guid id, RecordingPhase phase)
    {
        PassResult result;
        var passes = 0;
        do
        {
            Assert.True(passes++ < 5, $"The recording is not {phase} after five passes");
            result = await bench.PassAsync(id, Ending);
        }
        while (result.Recording.Phase != phase);
        return result;
    }
}
