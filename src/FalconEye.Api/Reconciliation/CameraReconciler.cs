using System.Collections.Concurrent;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Orchestration;
using FalconEye.Processes;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Reconciliation;

/// <summary>
/// Makes the observed state of each camera match its desired state, again and again, so that a user never has to press Start twice: after
/// a restart of the server, a program or a node. Desired state is in the database; observed state comes from the orchestrator and the
/// workloads. Cameras wait in a queue until they are due. The leader of several replicas keeps all cameras in its queue; every replica also
/// reconciles at once a camera that a user has just changed through it, which does no harm twice.
/// </summary>
internal sealed partial class CameraReconciler(
    IServiceScopeFactory scopes,
    IWorkloadOrchestrator orchestrator,
    ILeadership leadership,
    TimeProvider time,
    ILogger<CameraReconciler> logger) : BackgroundService
{
    /// <summary>
    /// How often the leader looks for cameras that are not in its queue yet: new ones, and those another replica was asked about.
    /// </summary>
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    /// <summary>How often a camera is looked at while nothing is known to change.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>The same for a camera whose relay looks for motion: from a person to the alert at most 2 s.</summary>
    private static readonly TimeSpan MotionInterval = TimeSpan.FromMilliseconds(300);

    /// <summary>The same with a thousand cameras and more: changes wake the reconciler anyway.</summary>
    private static readonly TimeSpan MaxPollInterval = TimeSpan.FromSeconds(4);

    /// <summary>How soon something that was begun is looked at again.</summary>
    private static readonly TimeSpan SoonInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Up to this many cameras are polled every <see cref="PollInterval"/>; beyond that, this many each second.</summary>
    private const int PollsPerSecond = 250;

    private const int MaxPasses = 16;
    private const int MaxRestarts = 8;

    private readonly ConcurrentDictionary<Guid, CameraRuntime> _runtimes = new();
    private readonly ConcurrentDictionary<Guid, Task> _passes = new();
    private readonly DueQueue<Guid> _queue = new(time);
    private readonly WorkerSlots _slots = new(MaxPasses, MaxRestarts, time);
    private volatile bool _leads;

    /// <summary>Has a camera reconciled soon.</summary>
    internal void Wake(Guid cameraId) => _queue.Add(cameraId, TimeSpan.Zero);

    /// <summary>Has a camera's workloads restarted soon; the recorder finishes its file first.</summary>
    internal void WakeToRestart(Guid cameraId)
    {
        RuntimeOf(cameraId).RequestRestart();
        Wake(cameraId);
    }

    /// <summary>Has a camera reconciled soon, and its recording started at once if it is desired, whatever pause it is in.</summary>
    internal void WakeToRecord(Guid cameraId)
    {
        RuntimeOf(cameraId).RequestRecordingStart();
        Wake(cameraId);
    }

    /// <summary>Waits for the end of the first pass over a camera that begins after this call. Does not wake it.</summary>
    internal Task<PassResult> NextPassAsync(Guid cameraId, CancellationToken cancellationToken) =>
        RuntimeOf(cameraId).NextPass().WaitAsync(cancellationToken);

    /// <summary>
    /// Reconciles a camera now, and waits for the first pass, but no longer than <paramref name="timeout"/>: the pass continues then.
    /// </summary>
    /// <param name="cameraId">The camera.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="untilSettled">Whether to wait for further passes until nothing is under way.</param>
    internal async Task ReconcileAsync(Guid cameraId, TimeSpan timeout, CancellationToken cancellationToken, bool untilSettled = false)
    {
        using var deadline = Deadline.After(timeout, time, cancellationToken);
        try
        {
            var pass = NextPassAsync(cameraId, deadline.Token);
            Wake(cameraId);
            while ((await pass).Next == PassPace.Soon && untilSettled)
            {
                pass = NextPassAsync(cameraId, deadline.Token);
            }
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            // The reconciler continues.
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _slots.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(leadership.RunAsync(LeadAsync, stoppingToken), WorkAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is shutting down, and the local orchestrator ends the workloads.
        }
    }

    private async Task LeadAsync(CancellationToken cancellationToken)
    {
        orchestrator.Changed += OnWorkloadChanged;
        _leads = true;
        try
        {
            using var timer = new PeriodicTimer(SweepInterval, time);
            do
            {
                foreach (var id in (await FindCamerasAsync(cancellationToken)).Where(id => !_queue.Contains(id)))
                {
                    Wake(id);
                }
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        finally
        {
            _leads = false;
            orchestrator.Changed -= OnWorkloadChanged;
        }
    }

    private void OnWorkloadChanged(WorkloadKey key) => Wake(key.CameraId);

    private async Task WorkAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await _slots.EnterAsync(stopping);
                var id = await _queue.TakeAsync(stopping);
                TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _passes[id] = PassAsync(id, entered.Task, stopping);
                entered.SetResult();
            }
        }
        finally
        {
            await Task.WhenAll(_passes.Values);
        }
    }

    /// <summary>One camera's trouble must not end the loop that all others depend on.</summary>
    /// <param name="id">The camera.</param>
    /// <param name="entered">Completes when the pass is among those that are waited for at the end.</param>
    /// <param name="cancellationToken">Ends the pass.</param>
    private async Task PassAsync(Guid id, Task entered, CancellationToken cancellationToken)
    {
        await entered;
        var runtime = RuntimeOf(id);
        var waiters = runtime.BeginPass();
        var result = new PassResult(PassPace.Regular, new RecordingObservation(RecordingPhase.Starting, "The server could not look at the camera."));
        try
        {
            result = await ReconcileAsync(id, runtime, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host is shutting down; the next start continues.
        }
        catch (Exception e)
        {
            LogFailed(id, e);
        }
        finally
        {
            _passes.TryRemove(id, out _);
            _queue.Return(id, IntervalAfter(result.Next));
            _slots.Leave();
            waiters.TrySetResult(result);
        }
    }

    private async Task<PassResult> ReconcileAsync(Guid id, CameraRuntime runtime, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var result = await scope.ServiceProvider.GetRequiredService<CameraReconciliation>().RunAsync(id, runtime, _slots, cancellationToken);
        if (ReferenceEquals(result, PassResult.Gone))
        {
            _runtimes.TryRemove(id, out _);
            runtime.Remove();
        }

        return result;
    }

    private TimeSpan? IntervalAfter(PassPace pace) => pace switch
    {
        PassPace.Soon => SoonInterval,
        PassPace.Regular when _leads => Interval(PollInterval),
        PassPace.Watching when _leads => Interval(MotionInterval),
        _ => null,
    };

    private TimeSpan Interval(TimeSpan shortest) => TimeSpan.FromSeconds(Math.Clamp(
        (double)_runtimes.Count / PollsPerSecond, shortest.TotalSeconds, MaxPollInterval.TotalSeconds));

    private CameraRuntime RuntimeOf(Guid id) => _runtimes.GetOrAdd(id, _ => new CameraRuntime());

    private async Task<IEnumerable<Guid>> FindCamerasAsync(CancellationToken cancellationToken)
    {
        if (!orchestrator.IsReady)
        {
            return [];
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var desired = await scope.ServiceProvider.GetRequiredService<FalconEyeContext>().Cameras.AsNoTracking()
                .Where(camera => camera.DesiredRunning || camera.Status == CameraStatus.Deleting)
                .Select(camera => camera.Id)
                .ToListAsync(cancellationToken);
            return desired.Union(orchestrator.List().Select(workload => workload.Key.CameraId));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogDatabaseFailed(e);
            return [];
        }
    }

    [LoggerMessage(LogLevel.Error, "Camera {CameraId} could not be brought into its desired state; it is tried again")]
    private partial void LogFailed(Guid cameraId, Exception exception);

    [LoggerMessage(LogLevel.Error, "The database does not answer; cameras go on as they are")]
    private partial void LogDatabaseFailed(Exception exception);
}
