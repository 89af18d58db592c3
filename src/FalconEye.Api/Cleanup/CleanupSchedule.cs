using Cronos;
using FalconEye.Api.Settings;
using FalconEye.Orchestration;

namespace FalconEye.Api.Cleanup;

/// <summary>Cleans up on one machine by the schedule of the settings; in a cluster a CronJob does.</summary>
internal sealed partial class CleanupSchedule(
    IServiceScopeFactory scopes, SettingsService settings, TimeProvider time, ILogger<CleanupSchedule> logger) : BackgroundService, ICleanupSchedule
{
    /// <summary>A schedule has minutes; a changed one is in force within this.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    /// <summary>Any expression that can be read is taken.</summary>
    public Task CheckAsync(string cron, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Nothing to do: the settings are looked at every time.</summary>
    public Task SetAsync(string cron, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var last = time.GetUtcNow();
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (CronExpression.TryParse(settings.Current.CleanupInterval, out var cron)
                    && cron.GetNextOccurrence(last, TimeZoneInfo.Utc) <= time.GetUtcNow())
                {
                    last = time.GetUtcNow();
                    await CleanUpAsync(stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is shutting down.
        }
    }

    /// <summary>A cleanup that fails is tried again at its next time.</summary>
    private async Task CleanUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var report = await scope.ServiceProvider.GetRequiredService<SystemCleanup>().RunAsync(new CleanupOptions(), cancellationToken);
            if (report.Refusal is { } refusal)
            {
                LogRefused(refusal);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Nothing is cleaned up, since it looks wrong: {Reason}")]
    private partial void LogRefused(string reason);

    [LoggerMessage(LogLevel.Warning, "The cleanup failed; it is tried again at its next time")]
    private partial void LogFailed(Exception exception);
}
