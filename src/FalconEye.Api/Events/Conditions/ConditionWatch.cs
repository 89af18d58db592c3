using FalconEye.Api.Auth;
using FalconEye.Api.Motion;
using FalconEye.Api.Recordings;
using FalconEye.Api.Recordings.Modes;
using FalconEye.Api.Recordings.Retention;
using FalconEye.Api.Settings;
using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Orchestration;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Events.Conditions;

/// <summary>
/// Checks every two seconds for cameras without frames or recording, and for disks that fill up. With several servers only the leader does.
/// </summary>
internal sealed partial class ConditionWatch(
    IServiceScopeFactory scopes, ILeadership leadership, TimeProvider time, ILogger<ConditionWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>The forecast reads a week of recordings, and changes slowly.</summary>
    private static readonly TimeSpan DiskPeriod = TimeSpan.FromMinutes(10);

    /// <summary>Since when each camera that is to be recorded has not been; a restart of the server begins again.</summary>
    private readonly Dictionary<Guid, DateTime> _missingSince = [];

    private long _nextDiskLook;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await leadership.RunAsync(WatchAsync, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is shutting down.
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        _missingSince.Clear();
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await LookAtCamerasAsync(scope.ServiceProvider, cancellationToken);
                if (time.GetTimestamp() >= _nextDiskLook)
                {
                    await LookAtDisksAsync(scope.ServiceProvider, cancellationToken);
                    _nextDiskLook = time.GetTimestamp() + (long)(DiskPeriod.TotalSeconds * time.TimestampFrequency);
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(e);
            }
        }
    }

    private async Task LookAtCamerasAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var database = services.GetRequiredService<FalconEyeContext>();
        var cameras = await database.Cameras.AsNoTracking()
            .Where(camera => camera.DesiredRunning)
            .Select(camera => new
            {
                Facts = new CameraConditions.Facts(
                    camera.Id, camera.Name, camera.Status, camera.LastError, camera.UpdatedAt, camera.StartRequestedAt),
                camera.DesiredRecording,
                camera.RecordingSchedule,
                camera.RecordingEvents,
                camera.Motion,
            })
            .ToListAsync(cancellationToken);
        var recorded = (await database.Recordings.AsNoTracking()
            .Where(recording => recording.Status == RecordingStatus.Recording && recording.CameraId != null)
            .Select(recording => recording.CameraId!.Value)
            .ToListAsync(cancellationToken)).ToHashSet();
        var happening = (await database.Events.AsNoTracking()
            .Where(item => item.IsOpen && item.CameraId != null)
            .Select(item => new { CameraId = item.CameraId!.Value, item.Kind })
            .ToListAsync(cancellationToken)).ToLookup(item => item.CameraId, item => item.Kind);
        var missing = cameras
            .FindAll(camera => !recorded.Contains(camera.Facts.Id) && (camera.DesiredRecording.Mode == RecordingMode.Events
                ? happening[camera.Facts.Id].Intersect(CameraEventRecording.Read(camera.RecordingEvents).Kinds).Any()
                : camera.DesiredRecording.IsActiveAt(now, WeeklySchedule.Parse(camera.RecordingSchedule))))
            .ConvertAll(camera => camera.Facts);
        NoteMissing(missing, now.UtcDateTime);
        var conditions = cameras.Select(camera => CameraConditions.FindOffline(camera.Facts, now.UtcDateTime))
            .Concat(missing.Select(camera => CameraConditions.FindMissingRecording(camera, _missingSince[camera.Id], now.UtcDateTime)));
        var log = services.GetRequiredService<ConditionLog>();
        await log.ApplyAsync([EventKinds.CameraOffline, EventKinds.RecordingMissing], conditions.OfType<Condition>(), cancellationToken);
        var looking = cameras.Where(camera => camera.Facts.Status == CameraStatus.Running && CameraMotion.Read(camera.Motion).Enabled);
        await log.CloseAsync(EventKinds.Motion, looking.Select(camera => camera.Facts.Id).ToHashSet(), cancellationToken);
    }

    private void NoteMissing(List<CameraConditions.Facts> missing, DateTime now)
    {
        var ids = missing.Select(camera => camera.Id).ToHashSet();
        foreach (var over in _missingSince.Keys.Where(id => !ids.Contains(id)).ToList())
        {
            _missingSince.Remove(over);
        }

        foreach (var id in ids)
        {
            _missingSince.TryAdd(id, now);
        }
    }

    private static async Task LookAtDisksAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var log = services.GetRequiredService<ConditionLog>();
        var forecast = await services.GetRequiredService<StorageForecast>().ReadAsync(Caller.Server, cancellationToken);
        var open = await log.OpenLabelsAsync(EventKinds.DiskForecast, cancellationToken);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var limits = services.GetRequiredService<SettingsService>().Current.Retention ?? RetentionLimits.None;
        var memory = services.GetRequiredService<RetentionMemory>();
        var disks = forecast.Disks.Select(disk => new DiskConditions.Outlook(
            disk.Node, disk.DaysUntilFull, limits is { MinFreeGb: > 0 } or { MinFreePercent: > 0 } or { MaxGb: > 0 }, memory.Short.GetValueOrDefault(disk.Node)));
        await log.ApplyAsync([EventKinds.DiskForecast], DiskConditions.Find(disks, open, now), cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "What is wrong could not be determined; it is tried again")]
    private partial void LogFailed(Exception exception);
}
