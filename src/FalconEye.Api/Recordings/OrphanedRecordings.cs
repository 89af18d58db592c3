using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Recordings;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings;

/// <summary>
/// Finds recordings that are said to grow though no one writes them, and says so. A recorder that comes back reports the true end.
/// </summary>
internal sealed class OrphanedRecordings(FalconEyeContext database, RecordingFiles files, NodeFiles nodeFiles)
{
    /// <summary>Says of recordings that they grow no more, and where they end.</summary>
    internal async Task EndAsync(IReadOnlyList<Recording> orphans, CancellationToken cancellationToken)
    {
        List<Recording> ended = [];
        foreach (var recording in orphans)
        {
            recording.Status = RecordingStatus.Stopped;
            recording.ErrorMessage ??= RecordingErrors.RecorderLost + "is gone; the recording ends where it stopped writing.";
            if (await TrySaveAsync(recording, cancellationToken))
            {
                ended.Add(recording);
            }
        }

        await MeasureAsync(ended, cancellationToken);
    }

    /// <summary>Notes the end and the size that files of ended recordings have, those of nodes that can be reached now.</summary>
    internal async Task MeasureAsync(IReadOnlyList<Recording> ended, CancellationToken cancellationToken)
    {
        foreach (var recording in ended)
        {
            if ((MeasureHere(recording) ?? await nodeFiles.MeasureAsync(recording, cancellationToken)) is var (size, written))
            {
                (recording.FileSizeBytes, recording.EndTime) = (size, written);
                recording.DurationSeconds = Math.Max(0, (written - recording.StartTime).TotalSeconds);
                await TrySaveAsync(recording, cancellationToken);
            }
        }
    }

    /// <returns>False when its recorder has reported the true end meanwhile, which stays.</returns>
    private async Task<bool> TrySaveAsync(Recording recording, CancellationToken cancellationToken)
    {
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            await database.Entry(recording).ReloadAsync(cancellationToken);
            return false;
        }
    }

    private (long Size, DateTime Written)? MeasureHere(Recording recording) =>
        files.Find(recording) is { } path && new FileInfo(path) is var file ? (file.Length, file.LastWriteTimeUtc) : null;
}
