using System.Collections.Concurrent;
using System.Threading.Channels;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Orchestration;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Reconciliation;

/// <summary>
/// Makes the world match what people want of their cameras, again and again: after a restart of the API, a child or a node nobody has to
/// press Start twice. What is wanted stands in the database; what is, the orchestrator and the workloads say. Of several replicas of the
/// server the leader does it; each replica looks at once at a camera that a person has just asked something of, which does no harm twice.
/// </summary>
internal sealed partial class CameraReconciler(
    IServiceScopeFactory scopes,
    IWorkloadOrchestrator orchestrator,
    ILeadership leadership,
    TimeProvider time,
    ILogger<CameraReconciler> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private const int SideBySide = 16;

    /// <summary>
    /// So many cameras are looked at each second; of more, those that have waited longest. A thousand looks a second would be most of what
    /// this server does, and what changes wakes it anyway.
    /// </summary>
    private const int LooksOfARound = 250;

    /// <summary>No camera waits for more rounds than these, however many there are.</summary>
    private const int LongestWait = 4;

    private readonly ConcurrentDictionary<Guid, CameraRuntime> _runtimes = new();
    private readonly Channel<Guid> _woken = Channel.CreateBounded<Guid>(
        new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Looks at a camera soon, without waiting for it.</summary>
    internal void Wake(Guid cameraId) => _woken.Writer.TryWrite(cameraId);

    /// <summary>Looks at one camera now; returns when its workloads are as they should be, though perhaps not ready yet.</summary>
    internal Task ReconcileAsync(Guid cameraId, CancellationToken cancellationToken) => TakeTurnAsync(cameraId, async (services, runtime) =>
    {
        var database = services.GetRequiredService<FalconEyeContext>();
        if (await database.Cameras.FindAsync([cameraId], cancellationToken) is { } camera)
        {
            await RunAsync(services.GetRequiredService<CameraReconciliation>(), camera, runtime, cancellationToken);
        }
    }, cancellationToken);

    /// <summary>Starts a camera's workloads afresh; the recorder finishes its film first.</summary>
    internal Task RestartWorkloadsAsync(Guid cameraId, CancellationToken cancellationToken) => TakeTurnAsync(cameraId, async (_, _) =>
    {
        await orchestrator.RestartAsync(new(cameraId, WorkloadComponent.Recorder), cancellationToken);
        await orchestrator.RestartAsync(new(cameraId, WorkloadComponent.Camera), cancellationToken);
    }, cancellationToken);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await leadership.RunAsync(LeadAsync, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is shutting down, and the local orchestrator ends the workloads.
        }
    }

    private async Task LeadAsync(CancellationToken cancellationToken)
    {
        orchestrator.Changed += OnWorkloadChanged;
        try
        {
            await Task.WhenAll(LookAtAllAsync(cancellationToken), LookAtWokenAsync(cancellationToken));
        }
        finally
        {
            orchestrator.Changed -= OnWorkloadChanged;
        }
    }

    private void OnWorkloadChanged(WorkloadKey key) => Wake(key.CameraId);

    private async Task LookAtAllAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            var ids = ChooseLongestWaiting(await FindCamerasToLookAtAsync(cancellationToken));
            await Parallel.ForEachAsync(ids, Parallelism(cancellationToken), async (id, token) => await LookAsync(id, token));
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private IEnumerable<Guid> ChooseLongestWaiting(IReadOnlyCollection<Guid> ids) => ids
        .OrderBy(id => _runtimes.TryGetValue(id, out var runtime) ? runtime.LastLook : 0)
        .Take(Math.Max(LooksOfARound, ids.Count / LongestWait));

    private Task LookAtWokenAsync(CancellationToken cancellationToken) => Parallel.ForEachAsync(
        _woken.Reader.ReadAllAsync(cancellationToken), Parallelism(cancellationToken), async (id, token) => await LookAsync(id, token));

    private static ParallelOptions Parallelism(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken };

    /// <summary>One camera's trouble must not end the loop that all others depend on.</summary>
    private async Task LookAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            await ReconcileAsync(id, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(id, e);
        }
    }

    /// <summary>What is wanted is noted already: whoever asked need not hear that the cluster takes its time.</summary>
    private async Task RunAsync(CameraReconciliation reconciliation, Camera camera, CameraRuntime runtime, CancellationToken cancellationToken)
    {
        try
        {
            await reconciliation.RunAsync(camera, runtime, cancellationToken);
        }
        catch (OrchestrationException e)
        {
            LogRefused(camera.Name, e.Message);
        }
    }

    private async Task<IReadOnlyCollection<Guid>> FindCamerasToLookAtAsync(CancellationToken cancellationToken)
    {
        if (!orchestrator.IsReady)
        {
            return [];
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var wanted = await scope.ServiceProvider.GetRequiredService<FalconEyeContext>().Cameras.AsNoTracking()
                .Where(camera => camera.WantedRunning || camera.Status == CameraStatus.Deleting)
                .Select(camera => camera.Id)
                .ToListAsync(cancellationToken);
            return [.. wanted.Union(orchestrator.List().Select(workload => workload.Key.CameraId))];
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogDatabaseFailed(e);
            return [];
        }
    }

    private async Task TakeTurnAsync(Guid cameraId, Func<IServiceProvider, CameraRuntime, Task> action, CancellationToken cancellationToken)
    {
        var runtime = _runtimes.GetOrAdd(cameraId, _ => new CameraRuntime());
        await runtime.Turn.WaitAsync(cancellationToken);
        try
        {
            runtime.LastLook = time.GetTimestamp();
            await using var scope = scopes.CreateAsyncScope();
            await action(scope.ServiceProvider, runtime);
        }
        finally
        {
            runtime.Turn.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Camera} is not in its wanted state yet and is looked at again: {Reason}")]
    private partial void LogRefused(string camera, string reason);

    [LoggerMessage(LogLevel.Error, "Camera {CameraId} could not be brought into its wanted state; it is tried again")]
    private partial void LogFailed(Guid cameraId, Exception exception);

    [LoggerMessage(LogLevel.Error, "The database does not answer; cameras go on as they are")]
    private partial void LogDatabaseFailed(Exception exception);
}
