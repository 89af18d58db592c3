using System.Globalization;

namespace FalconEye.Api.Recordings.Retention;

/// <summary>
/// Decides which recordings go: those that are older than they are kept, then the oldest of each camera, of all and of each disk until the
/// limits are met. It reads rows oldest first and no further than it must, and changes nothing.
/// </summary>
/// <param name="scene">What the limits are held against.</param>
/// <param name="recordings">The recordings.</param>
/// <param name="most">The number of deletions after which the plan ends, since by then the disks have changed.</param>
internal sealed class RetentionPlan(RetentionScene scene, IOldestRecordings recordings, int most)
{
    private readonly Dictionary<string, PlannedDeletion> _planned = [];

    /// <summary>Decides what has to be deleted.</summary>
    /// <returns>What to delete, in this order.</returns>
    internal async Task<IReadOnlyCollection<PlannedDeletion>> DecideAsync(CancellationToken cancellationToken)
    {
        foreach (var camera in scene.Cameras)
        {
            await CutByAgeAsync(
                new RowFilter { CameraId = camera.Id },
                camera.KeepDays ?? scene.Limits.KeepDays,
                camera.KeepEventDays ?? scene.Limits.KeepEventDays,
                cancellationToken);
        }

        await CutByAgeAsync(new RowFilter { OfDeletedCameras = true }, scene.Limits.KeepDays, scene.Limits.KeepEventDays, cancellationToken);
        foreach (var camera in scene.Cameras.Where(camera => camera.MaxGb is not null))
        {
            await CutCameraAsync(camera, cancellationToken);
        }

        await CutTotalAsync(cancellationToken);
        foreach (var disk in scene.Disks)
        {
            await CutDiskAsync(disk, cancellationToken);
        }

        return _planned.Values;
    }

    private bool IsFull => _planned.Count >= most;

    private async Task CutByAgeAsync(RowFilter filter, int? keepDays, int? keepEventDays, CancellationToken cancellationToken)
    {
        if (keepDays is not { } days)
        {
            return;
        }

        if (keepEventDays > days)
        {
            await CutByAgeAsync(filter with { WithoutEvents = true }, days, "it", cancellationToken);
            await CutByAgeAsync(filter, keepEventDays.Value, "a recording with events", cancellationToken);
        }
        else
        {
            await CutByAgeAsync(filter, days, "it", cancellationToken);
        }
    }

    private async Task CutByAgeAsync(RowFilter filter, int days, string subject, CancellationToken cancellationToken)
    {
        var latest = scene.Now.AddDays(-days);
        await foreach (var row in ReadAsync(filter with { StartBefore = latest }, cancellationToken))
        {
            // Counted from its end, so that no moment of it is kept for less.
            if (row.LatestEnd <= latest)
            {
                Plan(row, RetentionReason.KeepDays, $"it is older than the {days} {(days == 1 ? "day" : "days")} that {subject} is kept");
            }
        }
    }

    private Task CutCameraAsync(CameraShare camera, CancellationToken cancellationToken)
    {
        var over = camera.Bytes - (long)(camera.MaxGb!.Value * RetentionLimits.Gigabyte) - PlannedBytes(row => row.CameraId == camera.Id);
        return CutAsync(
            new RowFilter { CameraId = camera.Id },
            over,
            RetentionReason.CameraMaxGb,
            $"the recordings of {camera.Name} took {Size(camera.Bytes)}, of at most {Size(camera.MaxGb.Value * RetentionLimits.Gigabyte)}",
            cancellationToken);
    }

    private Task CutTotalAsync(CancellationToken cancellationToken) => scene.Limits.MaxGb is { } limit
        ? CutAsync(
            RowFilter.All,
            scene.TotalBytes - (long)(limit * RetentionLimits.Gigabyte) - PlannedBytes(_ => true),
            RetentionReason.MaxGb,
            $"all recordings took {Size(scene.TotalBytes)}, of at most {Size(limit * RetentionLimits.Gigabyte)}",
            cancellationToken)
        : Task.CompletedTask;

    private Task CutDiskAsync(DiskNeed disk, CancellationToken cancellationToken) => CutAsync(
        new RowFilter { Node = disk.Node },
        disk.MissingBytes - PlannedBytes(row => disk.Node is null || row.Node == disk.Node),
        RetentionReason.FreeSpace,
        $"the disk of {disk.Name} had {Size(disk.FreeBytes)} free, of which {Size(disk.LimitBytes)} must stay free",
        cancellationToken);

    private async Task CutAsync(RowFilter filter, long over, RetentionReason reason, string text, CancellationToken cancellationToken)
    {
        if (over <= 0)
        {
            return;
        }

        await foreach (var row in ReadAsync(filter, cancellationToken))
        {
            if (_planned.ContainsKey(row.Id))
            {
                continue;
            }

            Plan(row, reason, text);

            // After one of unknown size the room must be measured before the next goes.
            if (row.Bytes is not { } bytes || (over -= bytes) <= 0)
            {
                return;
            }
        }
    }

    /// <summary>Only what can be reached: what a node that is away would delete later might not be the oldest any more.</summary>
    private async IAsyncEnumerable<RetentionRow> ReadAsync(
        RowFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (IsFull || scene.Disks.Count == 0)
        {
            yield break;
        }

        var nodes = scene.Disks.Select(disk => disk.Node).ToHashSet();
        await foreach (var row in recordings.ReadAsync(filter, cancellationToken))
        {
            if (nodes.Contains(null) || nodes.Contains(row.Node))
            {
                yield return row;
            }

            if (IsFull)
            {
                yield break;
            }
        }
    }

    private void Plan(RetentionRow row, RetentionReason reason, string text) => _planned.TryAdd(row.Id, new(row, reason, text));

    private long PlannedBytes(Func<RetentionRow, bool> isCounted) =>
        _planned.Values.Where(planned => isCounted(planned.Row)).Sum(planned => planned.Row.Bytes ?? 0);

    private static string Size(double bytes) => bytes >= RetentionLimits.Gigabyte
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / RetentionLimits.Gigabyte:0.##} GB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024):0.#} MB");
}
