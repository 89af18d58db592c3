using FalconEye.Api.Events;
using FalconEye.Data;
using FalconEye.Data.Alerts;
using FalconEye.Orchestration;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Alerts.Deliveries;

/// <summary>
/// Applies the rules whenever something is logged, and sends what is to be sent. Each channel gets its messages in order, one at a time; a
/// channel that does not answer delays no other. Only the leader of several servers does.
/// </summary>
internal sealed partial class AlertLoop(
    IServiceScopeFactory scopes, ChangeSignal signal, ILeadership leadership, TimeProvider time, ILogger<AlertLoop> logger) : BackgroundService
{
    /// <summary>How often to look when nothing wakes it: for what has gone on for long enough, and for what is due again.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private const int DeliveriesAtOnce = 1000;

    private readonly Dictionary<Guid, Task> _sending = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await leadership.RunAsync(RunAsync, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is shutting down.
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                try
                {
                    await EvaluateAsync(cancellationToken);
                    await DispatchAsync(cancellationToken);
                }
                catch (Exception e) when (!cancellationToken.IsCancellationRequested)
                {
                    LogFailed(e);
                    await Task.Delay(Period, time, cancellationToken);
                }

                await signal.WaitAsync(Period, cancellationToken);
            }
        }
        finally
        {
            await Task.WhenAll(_sending.Values);
            _sending.Clear();
        }
    }

    private async Task EvaluateAsync(CancellationToken cancellationToken)
    {
        var isMore = true;
        while (isMore)
        {
            await using var scope = scopes.CreateAsyncScope();
            isMore = await scope.ServiceProvider.GetRequiredService<AlertEvaluation>().RunAsync(cancellationToken);
        }
    }

    private async Task DispatchAsync(CancellationToken cancellationToken)
    {
        foreach (var (channel, _) in _sending.Where(sending => sending.Value.IsCompleted).ToList())
        {
            _sending.Remove(channel);
        }

        await using var scope = scopes.CreateAsyncScope();
        var open = await scope.ServiceProvider.GetRequiredService<FalconEyeContext>().AlertDeliveries.AsNoTracking()
            .Where(row => (row.State == DeliveryState.Pending || row.State == DeliveryState.Sending) && row.Phase != AlertPhase.Test)
            .OrderBy(row => row.Id)
            .Take(DeliveriesAtOnce)
            .Select(row => new { row.Id, row.ChannelId, row.NextAttemptAt })
            .ToListAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var ofChannel in open.GroupBy(row => row.ChannelId))
        {
            // The first waits for its next attempt, and the others behind it: messages arrive in order.
            if (!_sending.ContainsKey(ofChannel.Key) && ofChannel.First().NextAttemptAt <= now)
            {
                _sending[ofChannel.Key] = SendAsync(ofChannel.Select(row => row.Id).ToList(), cancellationToken);
            }
        }
    }

    private async Task SendAsync(IReadOnlyList<long> deliveries, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var id in deliveries)
            {
                await using var scope = scopes.CreateAsyncScope();
                if (!await scope.ServiceProvider.GetRequiredService<DeliveryAttempt>().RunAsync(id, cancellationToken))
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was being sent is sent again after the next start.
        }
        catch (Exception e)
        {
            LogFailed(e);
        }
        finally
        {
            signal.Set();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Alerts could not be raised or sent; it is tried again")]
    private partial void LogFailed(Exception exception);
}
