using FalconEye.Api.Problems;
using FalconEye.Api.Recordings.Caches;
using FalconEye.Api.Recordings.Retention;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Recordings;
using FalconEye.Orchestration;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings.Deletion;

/// <summary>
/// Deletes recordings: for users who ask for it, and for retention. A file of this machine is set aside, then its row is deleted, then the
/// file; one of another node is removed by that node after the row says so, and the row goes when the file is known to be gone. A kill in
/// between leaves something that <see cref="InterruptedDeletions"/> finishes or undoes.
/// </summary>
internal sealed partial class RecordingDeletion(
    FalconEyeContext database, RecordingFiles files, NodeFiles nodeFiles, RecordingCaches caches, ServerOptions options, ILogger<RecordingDeletion> logger)
{
    private const int AtOnce = 8;

    /// <summary>Deletes a recording because a user asked for it.</summary>
    internal async Task<Result<RecordingDeletedResponse>> DeleteAsync(string id, bool deleteFile, CancellationToken cancellationToken)
    {
        if (await database.Recordings.FindAsync([id], cancellationToken) is not { } recording)
        {
            return Refusal.NotFound($"There is no recording {id}.");
        }

        if (recording.Status == RecordingStatus.Recording)
        {
            return Refusal.Conflict("This recording is still growing. Stop it first, then delete it.");
        }

        if (recording.IsProtected)
        {
            return Refusal.Conflict("This recording is protected. Remove its protection first, then delete it.");
        }

        List<RowWithFile> rows = [new(recording, deleteFile ? files.SetAside(recording) : null)];
        var isGone = rows[0].File is not null || (deleteFile && await nodeFiles.RemoveAsync(recording, cancellationToken));
        if ((await DeleteRowsAsync(rows, cancellationToken)).Count > 0)
        {
            return Refusal.Conflict("This recording was changed at the same time. Look at it again, then delete it.");
        }

        var rest = deleteFile && !isGone && nodeFiles.Has(recording)
            ? $"; its file goes from node {recording.NodeName} as soon as the node can be reached"
            : "";
        return new RecordingDeletedResponse($"{recording.FileName} is deleted{rest}.", id, isGone);
    }

    /// <summary>Deletes recordings because limits ask for it, each with its file or not at all.</summary>
    /// <param name="planned">The recordings; those of this machine are deleted in one transaction.</param>
    /// <param name="cancellationToken">Ends the work between two steps.</param>
    /// <returns>What became of each.</returns>
    internal async Task<IReadOnlyDictionary<string, DeletionOutcome>> DeleteByLimitAsync(
        IReadOnlyCollection<PlannedDeletion> planned, CancellationToken cancellationToken)
    {
        database.ChangeTracker.Clear();
        var reasons = planned.ToDictionary(deletion => deletion.Row.Id, deletion => deletion.Text);
        var rows = await database.Recordings.Where(recording => reasons.Keys.Contains(recording.Id)).ToListAsync(cancellationToken);
        rows.RemoveAll(row => row.IsProtected || row.Status == RecordingStatus.Recording);
        rows.ForEach(row => row.DeletionReason = reasons[row.Id]);
        var outcomes = reasons.Keys.ToDictionary(id => id, _ => DeletionOutcome.Refused);
        if (options.Kubernetes is null)
        {
            await DeleteHereAsync(rows, outcomes, cancellationToken);
            return outcomes;
        }

        await DeleteOnNodesAsync(rows, outcomes, cancellationToken);
        return outcomes;
    }

    /// <summary>Continues deletions on other nodes that were begun before.</summary>
    internal Task ResumeAsync(IReadOnlyList<Recording> begun, CancellationToken cancellationToken) => RemoveFromNodesAsync(begun, [], cancellationToken);

    private async Task DeleteHereAsync(
        IReadOnlyList<Recording> recordings, Dictionary<string, DeletionOutcome> outcomes, CancellationToken cancellationToken)
    {
        List<RowWithFile> rows = [];
        foreach (var recording in recordings)
        {
            if (TrySetAside(recording, out var outcome) is { } file)
            {
                rows.Add(new(recording, file));
                continue;
            }

            outcomes[recording.Id] = outcome;
            database.Entry(recording).State = EntityState.Detached;
        }

        var refused = await DeleteRowsAsync(rows, cancellationToken);
        foreach (var (recording, _) in rows.Where(row => !refused.Contains(row.Recording)))
        {
            outcomes[recording.Id] = DeletionOutcome.Deleted;
        }
    }

    private FileSetAside? TrySetAside(Recording recording, out DeletionOutcome outcome)
    {
        try
        {
            outcome = DeletionOutcome.NoFile;
            return files.SetAside(recording);
        }
        catch (IOException e)
        {
            LogFailed(recording.Id, e.Message);
            outcome = DeletionOutcome.Failed;
            return null;
        }
    }

    private async Task DeleteOnNodesAsync(
        List<Recording> rows, Dictionary<string, DeletionOutcome> outcomes, CancellationToken cancellationToken)
    {
        // Only what its node shows: a node that is away, or whose disk is not mounted, keeps its rows.
        var sizes = await ForEachAsync(rows, row => nodeFiles.MeasureAsync(row, cancellationToken));
        foreach (var (row, _) in sizes.Where(measured => measured.Result is null))
        {
            outcomes[row.Id] = DeletionOutcome.NoFile;
            database.Entry(row).State = EntityState.Detached;
            rows.Remove(row);
        }

        List<Recording> refused = [];
        await SaveAsync(refused, cancellationToken);
        await RemoveFromNodesAsync([.. rows.Except(refused)], outcomes, cancellationToken);
    }

    /// <summary>Rows go once their files are known to be gone; the others wait with their reason.</summary>
    private async Task RemoveFromNodesAsync(
        IReadOnlyList<Recording> rows, Dictionary<string, DeletionOutcome> outcomes, CancellationToken cancellationToken)
    {
        var removals = await ForEachAsync(rows, row => RemoveFromNodeAsync(row, cancellationToken));
        foreach (var (row, outcome) in removals)
        {
            outcomes[row.Id] = outcome;
        }

        await DeleteRowsAsync(
            [.. removals.Where(removal => removal.Result == DeletionOutcome.Deleted).Select(removal => new RowWithFile(removal.Row, null))],
            cancellationToken);
    }

    private async Task<DeletionOutcome> RemoveFromNodeAsync(Recording recording, CancellationToken cancellationToken)
    {
        try
        {
            return await nodeFiles.RemoveAsync(recording, cancellationToken) ? DeletionOutcome.Deleted : DeletionOutcome.Pending;
        }
        catch (OrchestrationException e)
        {
            LogFailed(recording.Id, e.Message);
            return DeletionOutcome.Failed;
        }
    }

    /// <summary>Asks nodes a few questions at a time: each may take seconds.</summary>
    private static async Task<IReadOnlyList<(Recording Row, T Result)>> ForEachAsync<T>(IReadOnlyList<Recording> rows, Func<Recording, Task<T>> ask)
    {
        List<(Recording Row, T Result)> results = [];
        foreach (var chunk in rows.Chunk(AtOnce))
        {
            var answers = await Task.WhenAll(chunk.Select(ask));
            results.AddRange(chunk.Zip(answers));
        }

        return results;
    }

    /// <summary>Deletes the rows, then the files that were set aside; the file of a row that stays is put back.</summary>
    /// <returns>The rows that stay, since someone else changed them meanwhile.</returns>
    private async Task<IReadOnlyList<Recording>> DeleteRowsAsync(List<RowWithFile> rows, CancellationToken cancellationToken)
    {
        List<Recording> refused = [];
        var isStored = false;
        try
        {
            foreach (var row in rows.Where(row => row.File is not null).DistinctBy(row => row.File!.Camera))
            {
                row.File!.Flush();
            }

            database.Recordings.RemoveRange(rows.Select(row => row.Recording));
            await SaveAsync(refused, cancellationToken);
            isStored = true;
        }
        finally
        {
            foreach (var (recording, file) in rows)
            {
                var isDeleted = isStored && !refused.Contains(recording);
                Settle(recording, file, isDeleted);
                if (isDeleted)
                {
                    caches.Remove(recording.Id);
                }
            }
        }

        return refused;
    }

    /// <summary>Stores what can be stored.</summary>
    private async Task SaveAsync(List<Recording> refused, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await database.SaveChangesAsync(cancellationToken);
                return;
            }
            catch (DbUpdateConcurrencyException e) when (e.Entries.Count > 0)
            {
                foreach (var entry in e.Entries)
                {
                    refused.Add((Recording)entry.Entity);
                    entry.State = EntityState.Detached;
                }
            }
        }
    }

    /// <summary>What fails here is put in order when the server starts.</summary>
    private void Settle(Recording recording, FileSetAside? file, bool isDeleted)
    {
        using (file)
        {
            try
            {
                if (isDeleted)
                {
                    file?.Delete();
                }
                else
                {
                    file?.PutBack();
                }
            }
            catch (IOException e)
            {
                LogFailed(recording.Id, e.Message);
            }
        }
    }

    private sealed record RowWithFile(Recording Recording, FileSetAside? File);

    [LoggerMessage(LogLevel.Warning, "The file of recording {RecordingId} could not be deleted: {Reason}")]
    private partial void LogFailed(string recordingId, string reason);
}
