using FalconEye.Api.Exports;
using FalconEye.Api.Settings;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings.Retention;

/// <summary>Reads what the limits are held against.</summary>
internal sealed class RetentionScenes(
    FalconEyeContext database, IRecordingDisks disks, SettingsService settings, RetentionMemory memory, ServerOptions options, ExportFolders exports, TimeProvider time)
{
    /// <summary>So long what is free above the limit is to last: several looks, and in a cluster the pods that remove files.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(2);

    /// <summary>What is recorded in this time may come on top of a limit of gigabytes.</summary>
    private static readonly TimeSpan SummedFor = TimeSpan.FromMinutes(5);

    /// <summary>What every limit is held against.</summary>
    internal Task<RetentionScene> ReadAsync(CancellationToken cancellationToken) =>
        ReadAsync(settings.Current.Retention ?? RetentionLimits.None, null, cancellationToken);

    /// <summary>Only what the limits of free space are held against, which is quick.</summary>
    internal async Task<RetentionScene> ReadDisksAsync(CancellationToken cancellationToken)
    {
        var limits = settings.Current.Retention ?? RetentionLimits.None;
        return new(Now, RetentionLimits.None, [], 0, await ReadDisksAsync(limits, cancellationToken));
    }

    /// <summary>The same with limits that are not in force.</summary>
    /// <param name="limits">The whole system's.</param>
    /// <param name="ofCamera">Replaces the limits of a camera; <see langword="null"/> for those in force.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async Task<RetentionScene> ReadAsync(
        RetentionLimits limits, Func<Camera, CameraRetention>? ofCamera, CancellationToken cancellationToken)
    {
        var cameras = await database.Cameras.AsNoTracking().OrderBy(camera => camera.CreatedAt).ToListAsync(cancellationToken);
        var own = cameras.ToDictionary(camera => camera.Id, ofCamera ?? CameraRetention.Of);
        var isSizeLimited = limits.MaxGb is not null || own.Values.Any(limit => limit.MaxGb is not null);
        var stored = isSizeLimited ? await ReadStoredAsync(cancellationToken) : new(time.GetUtcNow(), []);
        return new(
            Now,
            limits,
            [.. cameras.Select(camera => new CameraShare(
                camera.Id, camera.Name, own[camera.Id].KeepDays, own[camera.Id].MaxGb, stored.Of(camera.Id))
            {
                KeepEventDays = own[camera.Id].KeepEventDays,
            })],
            stored.Total,
            await ReadDisksAsync(limits, cancellationToken));
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>What is being deleted already takes no room any more.</summary>
    private async Task<StoredBytes> ReadStoredAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (memory.Stored is { } known && now - known.At < SummedFor)
        {
            return known;
        }

        var sums = await database.Recordings.AsNoTracking()
            .Where(recording => recording.DeletionReason == null)
            .GroupBy(recording => recording.CameraId)
            .Select(group => new { group.Key, Bytes = group.Sum(recording => recording.FileSizeBytes ?? 0) })
            .ToListAsync(cancellationToken);
        return memory.Stored = new(now, new(sums.Select(sum => KeyValuePair.Create(sum.Key ?? Guid.Empty, sum.Bytes))));
    }

    private async Task<IReadOnlyList<DiskNeed>> ReadDisksAsync(RetentionLimits limits, CancellationToken cancellationToken)
    {
        var isCluster = options.Kubernetes is not null;
        var leaving = isCluster ? await ReadLeavingAsync(cancellationToken) : [];

        // They may take of what limits keep free, and no recording is deleted for it; but never of what recorders need.
        var exported = isCluster ? 0 : exports.UsedOfRecordingsDisk;
        return
        [
            .. from disk in await disks.ReadAsync(cancellationToken)
               let limit = limits.MinFreeBytes(disk.Disk)
               let free = disk.Disk.FreeBytes + Math.Min(exported, limit - disk.Disk.ReservedBytes) + leaving.GetValueOrDefault(disk.Node)
               let lead = memory.RateOf(disk.Node).LeadBytes(Ahead, disk.Disk.TotalBytes)
               select new DiskNeed(disk.Node, isCluster ? disk.Node : null, free, limit, lead),
        ];
    }

    /// <summary>Files that nodes are still removing count as free: else more would be deleted in their place.</summary>
    private async Task<Dictionary<string, long>> ReadLeavingAsync(CancellationToken cancellationToken) => await database.Recordings
        .Where(recording => recording.DeletionReason != null && recording.NodeName != null)
        .GroupBy(recording => recording.NodeName!)
        .Select(group => new { group.Key, Bytes = group.Sum(recording => recording.FileSizeBytes ?? 0) })
        .ToDictionaryAsync(group => group.Key, group => group.Bytes, cancellationToken);
}
