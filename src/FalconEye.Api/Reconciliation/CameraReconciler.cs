using System.Collections.Concurrent;
using System.Threading.Channels;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Orchestration;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Reconciliation;

/// <summary>
/// Makes the world match what people want of their cameras, again and again: after a restart of the API, a child or a node nobody has to
/// press Start twice. What is wanted stands in the database; what is, the orchestrator and the workloads say.
/// </summary>
internal sealed partial class CameraReconciler(
    IServiceScopeFactory scopes,
    IWorkloadOrchestrator orchestrator,
    TimeProvider time,
    ILogger<CameraReconciler> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private const int SideBySide = 16;

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
            await services.GetRequiredService<CameraReconciliation>().RunAsync(camera, runtime, cancellationToken);
        }
    }, cancellationToken);

    /// <summary>Ends a camera's workloads, so that the next look starts them afresh.</summary>
    internal Task EndWorkloadsAsync(Guid cameraId, CancellationToken cancellationToken) => TakeTurnAsync(
        cameraId,
        (services, _) => services.GetRequiredService<CameraReconciliation>().EndWorkloadsAsync(cameraId, cancellationToken),
        cancellationToken);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        orchestrator.Changed += OnWorkloadChanged;
        try
        {
            await Task.WhenAll(LookAtAllAsync(stoppingToken), LookAtWokenAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is shutting down, and the orchestrator ends the workloads.
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
            var ids = await FindCamerasToLookAtAsync(cancellationToken);
            await Parallel.ForEachAsync(
                ids,
                new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken },
                async (id, token) => await LookAsync(id, token));
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task LookAtWokenAsync(CancellationToken cancellationToken)
    {
        await foreach (var id in _woken.Reader.ReadAllAsync(cancellationToken))
        {
            await LookAsync(id, cancellationToken);
        }
    }

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

    private async Task<IReadOnlyList<Guid>> FindCamerasToLookAtAsync(CancellationToken cancellationToken)
    {
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
            await using var scope = scopes.CreateAsyncScope();
            await action(scope.ServiceProvider, runtime);
        }
        finally
        {
            runtime.Turn.Release();
        }
    }

    [LoggerMessage(LogLevel.Error, "Camera {CameraId} could not be brought into its wanted state; it is tried again")]
    private partial void LogFailed(Guid cameraId, Exception exception);

    [LoggerMessage(LogLevel.Error, "The database does not answer; cameras go on as they are")]
    private partial void LogDatabaseFailed(Exception exception);
}
