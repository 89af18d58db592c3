using FalconEye.Api.Auth;
using FalconEye.Data;
using FalconEye.Data.Recordings;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings;

/// <summary>Foresees when the disk will be full, from what each camera wrote in the last week.</summary>
internal sealed class StorageForecast(FalconEyeContext database, RecordingFiles files, RecordingDisk disk, TimeProvider time)
{
    private static readonly TimeSpan Measured = TimeSpan.FromDays(7);
    private const double SecondsPerDay = 86_400;

    /// <summary>The forecast is of the whole disk; the rates are those of the cameras that the caller may use.</summary>
    internal async Task<StorageForecastReport> ReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var earliest = now - Measured;
        var recordings = await database.Recordings.AsNoTracking()
            .Where(recording => recording.CameraId != null && recording.StartTime >= earliest)
            .ToListAsync(cancellationToken);
        var cameras = await database.Cameras.AsNoTracking().OrderBy(camera => camera.Name).ToListAsync(cancellationToken);
        var byCamera = recordings.ToLookup(recording => recording.CameraId!.Value);
        List<CameraStorage> rates =
        [
            .. cameras.Select(camera =>
            {
                var (bytes, seconds) = Sum(byCamera[camera.Id], now);
                var rate = seconds > 0 ? bytes / seconds : 0;
                return new CameraStorage(camera.Id, camera.Name, camera.WantedRecording, bytes, Math.Round(seconds), (long)rate, camera.WantedRecording ? (long)(rate * SecondsPerDay) : 0);
            }),
        ];
        var perDay = rates.Sum(camera => camera.BytesPerDay);
        var state = disk.Read();
        double? daysLeft = state is null || perDay == 0 ? null : Math.Round(state.UsableBytes / (double)perDay, 1);
        return new StorageForecastReport(state, perDay, daysLeft, daysLeft is { } days ? now.AddDays(Math.Min(days, 36_500)) : null, rates.FindAll(rate => caller.MayUse(rate.Id)));
    }

    private (long Bytes, double Seconds) Sum(IEnumerable<Recording> recordings, DateTime now)
    {
        var (bytes, seconds) = (0L, 0.0);
        foreach (var recording in recordings)
        {
            bytes += recording.FileSizeBytes ?? (files.Find(recording) is { } path ? new FileInfo(path).Length : 0);
            seconds += recording.DurationSeconds ?? (now - recording.StartTime).TotalSeconds;
        }

        return (bytes, seconds);
    }
}
