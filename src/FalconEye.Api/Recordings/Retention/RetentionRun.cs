using System.Globalization;
using System.Text.Json;
using FalconEye.Api.Events;
using FalconEye.Api.Recordings.Deletion;
using FalconEye.Data;
using FalconEye.Data.Events;

namespace FalconEye.Api.Recordings.Retention;

/// <summary>Looks at the disks and the limits once, and deletes what must go.</summary>
internal sealed partial class RetentionRun(
    FalconEyeContext database,
    IOldestRecordings recordings,
    IRecordingDisks disks,
    RetentionScenes scenes,
    RecordingDeletion deletion,
    RetentionMemory memory,
    TimeProvider time,
    ILogger<RetentionRun> logger)
{
    /// <summary>The number of deletions in one transaction; the disk is measured again after each.</summary>
    private const int MostAtOnce = 50;

    /// <summary>Deletes what the limits ask for.</summary>
    /// <param name="withAges">Whether to look at all limits, or only at free space.</param>
    /// <param name="cancellationToken">Ends the run between two deletions.</param>
    /// <returns>How many recordings were deleted.</returns>
    internal async Task<int> RunAsync(bool withAges, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        memory.ForgetSkipped(began);
        await NoteFreeAsync((rate, free) => rate.Note(time.GetUtcNow(), free), cancellationToken);
        var deleted = 0;
        while (true)
        {
            var scene = withAges ? await scenes.ReadAsync(cancellationToken) : await scenes.ReadDisksAsync(cancellationToken);
            var plan = await new RetentionPlan(scene, new NotSkipped(recordings, memory), MostAtOnce).DecideAsync(cancellationToken);
            if (plan.Count == 0)
            {
                await NoteShortageAsync(scene.Disks, cancellationToken);
                break;
            }

            if (memory.Stored is { } stored && stored.At < began && plan.Any(IsForSize))
            {
                // What users deleted since the sum was made is not to be made up for by deleting more.
                memory.Stored = null;
                continue;
            }

            deleted += await DeleteAsync(plan, cancellationToken);
        }

        if (deleted > 0)
        {
            await NoteFreeAsync((rate, free) => rate.Restart(time.GetUtcNow(), free), cancellationToken);
        }

        return deleted;
    }

    private static bool IsForSize(PlannedDeletion planned) => planned.Reason is RetentionReason.CameraMaxGb or RetentionReason.MaxGb;

    /// <summary>Each planned recording is deleted, on its way, or skipped from now on, so that the next plan is another one.</summary>
    private async Task<int> DeleteAsync(IReadOnlyCollection<PlannedDeletion> plan, CancellationToken cancellationToken)
    {
        var outcomes = await deletion.DeleteByLimitAsync(plan, cancellationToken);
        var deleted = 0;
        foreach (var planned in plan)
        {
            if (outcomes[planned.Row.Id] == DeletionOutcome.Deleted)
            {
                deleted++;
                memory.Stored?.Remove(planned.Row);
                LogDeleted(planned.Row.Id, planned.Text);
            }
            else
            {
                memory.Skip(planned.Row.Id);
            }
        }

        return deleted;
    }

    private async Task NoteFreeAsync(Action<WriteRate, long> note, CancellationToken cancellationToken)
    {
        foreach (var disk in await disks.ReadAsync(cancellationToken))
        {
            note(memory.RateOf(disk.Node), disk.Disk.FreeBytes);
        }
    }

    /// <summary>Tells once that a disk is short of space and no recording is left that may go.</summary>
    private async Task NoteShortageAsync(IReadOnlyList<DiskNeed> needs, CancellationToken cancellationToken)
    {
        foreach (var disk in needs)
        {
            var isShort = disk.FreeBytes < disk.LimitBytes;
            var wasShort = memory.Short.GetValueOrDefault(disk.Name);
            memory.Short[disk.Name] = isShort;
            if (!isShort || wasShort)
            {
                continue;
            }

            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"The disk of {disk.Name} has {disk.FreeBytes / (1024 * 1024)} MB free, {disk.LimitBytes / (1024 * 1024)} MB must stay free, and no recording is left on it that may be deleted.");
            LogShort(text);
            database.ChangeTracker.Clear();
            database.Events.Add(new LoggedEvent
            {
                Time = time.GetUtcNow().UtcDateTime,
                Kind = EventKinds.StorageLow,
                Actor = Actor.System,
                Message = text,
                Data = JsonSerializer.Serialize(new { node = disk.Name, free_bytes = disk.FreeBytes, limit_bytes = disk.LimitBytes }),
            });
            await database.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Leaves out what could not be deleted shortly before.</summary>
    private sealed class NotSkipped(IOldestRecordings all, RetentionMemory memory) : IOldestRecordings
    {
        public IAsyncEnumerable<RetentionRow> ReadAsync(RowFilter filter, CancellationToken cancellationToken) =>
            all.ReadAsync(filter, cancellationToken).Where(row => !memory.IsSkipped(row.Id));
    }

    [LoggerMessage(LogLevel.Information, "Recording {RecordingId} is deleted: {Reason}")]
    private partial void LogDeleted(string recordingId, string reason);

    [LoggerMessage(LogLevel.Warning, "{Shortage}")]
    private partial void LogShort(string shortage);
}
