using FalconEye.Api.Auth;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Data.Recordings;
using FalconEye.Orchestration;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings;

/// <summary>Foresees when disks will be full, from what each camera wrote in the last week.</summary>
internal sealed class StorageForecast(
    FalconEyeContext database, RecordingFiles files, RecordingDisks disks, IWorkloadOrchestrator orchestrator, TimeProvider time)
{
    private static readonly TimeSpan Measured = TimeSpan.FromDays(7);
    private const double SecondsPerDay = 86_400;
    private const double MaxForecastDays = 36_500;

    /// <summary>The forecast is of whole disks; the rates shown are those of the cameras that the caller may use.</summary>
    internal async Task<StorageForecastReport> ReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var earliest = now - Measured;
        var recordings = await database.Recordings.AsNoTracking()
            .Where(recording => recording.CameraId != null && recording.StartTime >= earliest)
            .ToListAsync(cancellationToken);
        var cameras = await database.Cameras.AsNoTracking().OrderBy(camera => camera.Name).ToListAsync(cancellationToken);
        var byCamera = recordings.ToLookup(recording => recording.CameraId!.Value);
        List<CameraStorage> rates = [.. cameras.Select(camera => RateOf(camera, byCamera[camera.Id], now))];
        List<DiskForecast> forecasts = [.. (await disks.ReadAsync(cancellationToken)).Select(disk => Forecast(disk, rates, now))];
        var first = forecasts.MinBy(disk => disk.DaysUntilFull ?? double.MaxValue);
        return new StorageForecastReport(
            forecasts,
            rates.Sum(camera => camera.BytesPerDay),
            first?.DaysUntilFull,
            first?.FullAt,
            rates.FindAll(rate => caller.MayUse(rate.Id)));
    }

    private static DiskForecast Forecast(NodeDisk disk, IEnumerable<CameraStorage> cameras, DateTime now)
    {
        var bytesPerDay = cameras.Where(camera => camera.Node == disk.Node).Sum(camera => camera.BytesPerDay);
        double? daysLeft = bytesPerDay == 0 ? null : Math.Round(disk.Disk.UsableBytes / (double)bytesPerDay, 1);
        DateTime? fullAt = daysLeft is { } days ? now.AddDays(Math.Min(days, MaxForecastDays)) : null;
        return new(disk.Node, disk.Disk, bytesPerDay, daysLeft, fullAt);
    }

    private CameraStorage RateOf(Camera camera, IEnumerable<Recording> recordings, DateTime now)
    {
        var (bytes, seconds) = Sum(recordings, now);
        var rate = seconds > 0 ? bytes / seconds : 0;
        var recorder = orchestrator.Find(new(camera.Id, WorkloadComponent.Recorder));
        return new CameraStorage(
            camera.Id,
            camera.Name,
            recorder?.NodeName ?? recordings.MaxBy(recording => recording.StartTime)?.NodeName,
            camera.DesiredRecording.IsOn,
            bytes,
            Math.Round(seconds),
            (long)rate,
            camera.DesiredRecording.IsOn ? (long)(rate * SecondsPerDay) : 0);
    }

    private (long Bytes, double Seconds) Sum(IEnumerable<Recording> recordings, DateTime now)
    {
        var (bytes, seconds) = (0L, 0.0);
        foreach (var recording in recordings)
        {
            // A recording that grows on another machine has no size yet.
            if ((recording.FileSizeBytes ?? (files.Find(recording) is { } path ? new FileInfo(path).Length : null)) is { } size)
            {
                bytes += size;
                seconds += recording.DurationSeconds ?? (now - recording.StartTime).TotalSeconds;
            }
        }

        return (bytes, seconds);
    }
}
