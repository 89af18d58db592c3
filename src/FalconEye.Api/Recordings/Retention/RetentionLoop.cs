using FalconEye.Api.Recordings.Deletion;
using FalconEye.Orchestration;

namespace FalconEye.Api.Recordings.Retention;

/// <summary>Holds the limits, again and again, in the one server that leads.</summary>
internal sealed partial class RetentionLoop(
    IServiceScopeFactory scopes,
    ILeadership leadership,
    IWorkloadOrchestrator orchestrator,
    ServerOptions options,
    TimeProvider time,
    ILogger<RetentionLoop> logger) : BackgroundService
{
    /// <summary>Between two looks at the disks.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    /// <summary>Every how many runs ages and sizes are checked too, which reads more rows.</summary>
    private const int LooksPerFullRun = 4;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await orchestrator.WaitUntilReadyAsync(stoppingToken);
            await leadership.RunAsync(HoldLimitsAsync, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is shutting down.
        }
    }

    private async Task HoldLimitsAsync(CancellationToken cancellationToken)
    {
        await DoAsync<InterruptedDeletions>(SettleAsync, cancellationToken);
        using var timer = new PeriodicTimer(Period, time);
        var look = 0;
        do
        {
            var withAges = look++ % LooksPerFullRun == 0;
            await DoAsync<InterruptedDeletions>(FinishAsync, cancellationToken);
            await DoAsync<EventCounts>((counts, ending) => counts.CountAsync(ending), cancellationToken);
            await DoAsync<RetentionRun>((run, ending) => run.RunAsync(withAges, ending), cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private Task SettleAsync(InterruptedDeletions interrupted, CancellationToken cancellationToken) =>
        options.Kubernetes is null ? interrupted.SettleFilesAsync(cancellationToken) : Task.CompletedTask;

    private Task FinishAsync(InterruptedDeletions interrupted, CancellationToken cancellationToken) =>
        options.Kubernetes is null ? Task.CompletedTask : interrupted.FinishOnNodesAsync(cancellationToken);

    /// <summary>A database or a disk that does not answer is asked again at the next look.</summary>
    private async Task DoAsync<T>(Func<T, CancellationToken, Task> work, CancellationToken cancellationToken)
        where T : notnull
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await work(scope.ServiceProvider.GetRequiredService<T>(), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The limits of the recordings could not be held this time; it is tried again")]
    private partial void LogFailed(Exception exception);
}
