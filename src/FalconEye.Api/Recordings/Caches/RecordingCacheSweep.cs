using FalconEye.Data;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings.Caches;

/// <summary>
/// Removes what caches have of recordings that are gone: another server deleted them, or it was made at the moment of the deletion.
/// </summary>
internal sealed partial class RecordingCacheSweep(RecordingCaches caches, IServiceScopeFactory scopes, TimeProvider time, ILogger<RecordingCacheSweep> logger)
    : BackgroundService
{
    private const int AtOnce = 500;
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            do
            {
                await SweepAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is shutting down.
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var ids in caches.ListRecordings().Chunk(AtOnce))
            {
                await using var scope = scopes.CreateAsyncScope();
                var database = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
                var known = await database.Recordings.Where(recording => ids.Contains(recording.Id)).Select(recording => recording.Id).ToListAsync(cancellationToken);
                foreach (var id in ids.Except(known))
                {
                    caches.Remove(id);
                }
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Caches could not be searched for deleted recordings this time; it is tried again")]
    private partial void LogFailed(Exception exception);
}
