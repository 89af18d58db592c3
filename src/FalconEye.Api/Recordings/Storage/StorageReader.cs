using System.Text.Json;
using FalconEye.Api.Auth;
using FalconEye.Api.Recordings.Retention;
using FalconEye.Api.Settings;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Data.Recordings;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings.Storage;

/// <summary>Reads what recordings take and what goes next.</summary>
internal sealed class StorageReader(
    FalconEyeContext database,
    IOldestRecordings oldest,
    RetentionScenes scenes,
    RetentionMemory memory,
    StorageForecast forecast,
    SettingsService settings,
    ServerOptions options)
{
    private const int NextShown = 10;

    /// <summary>Disks are shown to everyone, recordings only of the cameras that the caller may use.</summary>
    internal async Task<StorageReport> ReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        var limits = settings.Current.Retention ?? RetentionLimits.None;
        var rates = await forecast.ReadAsync(caller, cancellationToken);
        var cameras = await ReadCamerasAsync(caller, rates.Cameras, cancellationToken);
        return new(
            await ReadDisksAsync(rates.Disks, limits, cancellationToken),
            cameras,
            cameras.Sum(camera => camera.Bytes),
            limits,
            await ReadNextAsync(caller, cancellationToken));
    }

    private IQueryable<Recording> Finished => database.Recordings.AsNoTracking().Where(recording => recording.Status != RecordingStatus.Recording);

    private async Task<IReadOnlyList<StorageDisk>> ReadDisksAsync(
        IReadOnlyList<DiskForecast> disks, RetentionLimits limits, CancellationToken cancellationToken)
    {
        var byNode = await Finished
            .GroupBy(recording => recording.NodeName ?? "")
            .Select(group => new { group.Key, Bytes = group.Sum(recording => recording.FileSizeBytes ?? 0) })
            .ToDictionaryAsync(group => group.Key, group => group.Bytes, cancellationToken);
        return [.. disks.Select(disk => ToDisk(disk, options.Kubernetes is null ? byNode.Values.Sum() : byNode.GetValueOrDefault(disk.Node), limits))];
    }

    private StorageDisk ToDisk(DiskForecast forecast, long recordings, RetentionLimits limits)
    {
        var (disk, minFree) = (forecast.Disk, limits.MinFreeBytes(forecast.Disk));
        var room = Math.Max(0, disk.FreeBytes - minFree);
        return new(
            forecast.Node,
            disk.TotalBytes,
            disk.FreeBytes,
            recordings,
            Math.Max(0, disk.TotalBytes - disk.FreeBytes - recordings),
            minFree,
            disk.ReservedBytes,
            (long)memory.RateOf(forecast.Node).BytesPerSecond,
            memory.Short.GetValueOrDefault(forecast.Node),
            forecast.BytesPerDay,
            forecast.BytesPerDay == 0 ? null : Math.Round(room / (double)forecast.BytesPerDay, 1));
    }

    private async Task<IReadOnlyList<StorageCamera>> ReadCamerasAsync(
        Caller caller, IReadOnlyList<CameraStorage> rates, CancellationToken cancellationToken)
    {
        var groups = await Finished.Of(caller)
            .GroupBy(recording => recording.CameraId)
            .Select(group => new
            {
                CameraId = group.Key,
                Count = group.Count(),
                Bytes = group.Sum(recording => recording.FileSizeBytes ?? 0),
                ProtectedBytes = group.Sum(recording => recording.IsProtected ? recording.FileSizeBytes ?? 0 : 0),
                Oldest = group.Min(recording => recording.StartTime),
                Newest = group.Max(recording => recording.StartTime),
            })
            .ToListAsync(cancellationToken);
        var perDay = rates.ToDictionary(rate => rate.Id, rate => rate.BytesPerDay);
        var used = groups.Select(group => new StorageCamera(
            group.CameraId,
            "",
            group.Count,
            group.Bytes,
            group.ProtectedBytes,
            group.Oldest,
            group.Newest,
            Math.Round((group.Newest - group.Oldest).TotalDays, 1),
            group.CameraId is { } id ? perDay.GetValueOrDefault(id) : 0,
            new())).ToList();
        var cameras = await database.Cameras.AsNoTracking().Of(caller).OrderBy(camera => camera.Name).ToListAsync(cancellationToken);
        var deleted = used.Find(camera => camera.Id is null);
        return [.. cameras.Select(camera => Describe(camera, used, perDay)), .. deleted is null ? [] : (StorageCamera[])[deleted]];
    }

    private static StorageCamera Describe(Camera camera, List<StorageCamera> used, Dictionary<Guid, long> perDay)
    {
        var stored = used.Find(other => other.Id == camera.Id)
            ?? new(camera.Id, "", 0, 0, 0, null, null, 0, perDay.GetValueOrDefault(camera.Id), new());
        return stored with { Name = camera.Name, Retention = CameraRetention.Of(camera) };
    }

    /// <summary>What is due, then the oldest, which go when their disk runs short.</summary>
    private async Task<IReadOnlyList<NextDeletion>> ReadNextAsync(Caller caller, CancellationToken cancellationToken)
    {
        var scene = await scenes.ReadAsync(cancellationToken);
        var due = await new RetentionPlan(scene, oldest, 200).DecideAsync(cancellationToken);
        List<NextDeletion> next = [.. due.Where(planned => caller.MayUse(planned.Row.CameraId)).Take(NextShown).Select(planned => ToNext(planned.Row, planned.Reason, true))];
        await foreach (var row in oldest.ReadAsync(new RowFilter { Cameras = caller.Cameras }, cancellationToken))
        {
            if (next.Count == NextShown)
            {
                break;
            }

            if (caller.MayUse(row.CameraId) && !next.Exists(planned => planned.Id == row.Id))
            {
                next.Add(ToNext(row, RetentionReason.FreeSpace, false));
            }
        }

        return next;
    }

    private static NextDeletion ToNext(RetentionRow row, RetentionReason reason, bool isDue) =>
        new(row.Id, row.CameraId, row.CameraName, row.Start, row.Bytes, JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()), isDue);
}
