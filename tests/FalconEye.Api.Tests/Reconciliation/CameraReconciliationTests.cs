using FalconEye.Contracts.Cameras;
using FalconEye.Orchestration;
using FalconEye.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace FalconEye.Api.Tests.Reconciliation;

public sealed class CameraReconciliationTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    [Fact]
    public async Task A_camera_that_does_not_start_stays_desired_and_is_retried_with_backoff()
    {
        await using var bench = await ReconcilerBench.CreateAsync(_clock, Ending);
        bench.Workloads.Relay = _ => Relay(RelayStatus.Starting);
        var id = await bench.AddAsync("door", camera => camera.RequestStart(Now), Ending);

        var first = await TimeOutAsync(bench, id);
        var gaveUp = await bench.FindAsync(id, Ending);
        var pause = await PassUntilDeployedAsync(bench, id);
        await TimeOutAsync(bench, id);
        var secondPause = await PassUntilDeployedAsync(bench, id);

        Assert.Null(first);
        Assert.Equal((CameraStatus.Error, true), (gaveUp.Status, gaveUp.DesiredRunning));
        Assert.Contains("did not come up within 3 minutes", gaveUp.LastError, StringComparison.Ordinal);
        Assert.InRange(pause, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(61));
        Assert.InRange(secondPause, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(121));
    }

    [Fact]
    public async Task A_start_request_ends_the_backoff()
    {
        await using var bench = await ReconcilerBench.CreateAsync(_clock, Ending);
        bench.Workloads.Relay = _ => Relay(RelayStatus.Starting);
        var id = await bench.AddAsync("door", camera => camera.RequestStart(Now), Ending);
        await TimeOutAsync(bench, id);

        await bench.ChangeAsync(id, camera => camera.RequestStart(Now), Ending);
        bench.Workloads.Relay = _ => Relay(RelayStatus.Running);
        await bench.PassAsync(id, Ending);

        Assert.Equal(CameraStatus.Running, (await bench.FindAsync(id, Ending)).Status);
    }

    [Fact]
    public async Task A_restart_reaches_the_workloads_once()
    {
        await using var bench = await ReconcilerBench.CreateAsync(_clock, Ending);
        var id = await bench.AddAsync("door", camera => camera.RequestStart(Now), Ending);
        await bench.PassAsync(id, Ending);

        bench.Runtime.RequestRestart();
        await bench.PassAsync(id, Ending);
        await bench.PassAsync(id, Ending);

        Assert.Equal(["deploy Camera", "restart Recorder", "restart Camera"], bench.Orchestrator.Calls);
    }

    [Fact]
    public async Task Programs_that_are_slow_to_end_do_not_delay_other_cameras()
    {
        await using var bench = await ReconcilerBench.CreateAsync(TimeProvider.System, Ending);
        List<Guid> stuck = [];
        for (var i = 0; i < 40; i++)
        {
            stuck.Add(await bench.AddAsync($"stuck-{i}", camera => camera.RequestStart(Now), Ending));
        }

        var healthy = await bench.AddAsync("healthy", camera => camera.RequestStart(Now), Ending);
        TaskCompletionSource released = new();
        bench.Orchestrator.OnDelete = key => key.CameraId == healthy ? Task.CompletedTask : released.Task;
        await bench.StartAsync(Ending);
        await WaitForStatusAsync(bench, [.. stuck, healthy], CameraStatus.Running);

        foreach (var id in stuck)
        {
            await bench.ChangeAsync(id, camera => camera.RequestDeletion(Now), Ending);
            bench.Reconciler.Wake(id);
        }

        bench.Workloads.Relay = host => Relay(host.Contains("healthy", StringComparison.Ordinal) ? RelayStatus.Error : RelayStatus.Running);
        await WaitForStatusAsync(bench, [healthy], CameraStatus.Error);
        await bench.ChangeAsync(healthy, camera => camera.RequestStop(Now), Ending);
        bench.Reconciler.Wake(healthy);
        await Eventually.HoldsAsync(
            () => bench.Orchestrator.Find(new(healthy, WorkloadComponent.Camera)) is null, "the healthy camera is stopped meanwhile", Ending);

        Assert.Equal(40, bench.Orchestrator.List().Count);
        released.SetResult();
        await Eventually.HoldsAsync(() => bench.Orchestrator.List().Count == 0, "the others end at last", Ending);
    }

    private static RelayHealth Relay(RelayStatus status) => new(
        status, "Door", "rtsp://door.invalid/x", 0, 0, null, status == RelayStatus.Error ? "No route." : null);

    /// <summary>Passes until the creating timeout is over.</summary>
    /// <returns>The camera's workload, if there still is one.</returns>
    private async Task<WorkloadObservation?> TimeOutAsync(ReconcilerBench bench, Guid id)
    {
        await bench.PassAsync(id, Ending);
        Assert.NotNull(bench.Orchestrator.Find(new(id, WorkloadComponent.Camera)));
        _clock.Advance(TimeSpan.FromMinutes(3) + TimeSpan.FromSeconds(1));
        await bench.PassAsync(id, Ending);
        return bench.Orchestrator.Find(new(id, WorkloadComponent.Camera));
    }

    private async Task<TimeSpan> PassUntilDeployedAsync(ReconcilerBench bench, Guid id)
    {
        var began = _clock.GetTimestamp();
        while (bench.Orchestrator.Find(new(id, WorkloadComponent.Camera)) is null)
        {
            Assert.True(_clock.GetElapsedTime(began) < TimeSpan.FromHours(1), "It is never tried again");
            _clock.Advance(TimeSpan.FromSeconds(1));
            await bench.PassAsync(id, Ending);
        }

        return _clock.GetElapsedTime(began);
    }

    private static Task WaitForStatusAsync(ReconcilerBench bench, IReadOnlyList<Guid> ids, CameraStatus status) => Eventually.HoldsAsync(
        async () =>
        {
            foreach (var id in ids)
            {
                if ((await bench.FindAsync(id, Ending)).Status != status)
                {
                    return false;
                }
            }

            return true;
        },
        $"the cameras are {status}",
        Ending);
}
