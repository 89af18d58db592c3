using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Recordings;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings;

/// <summary>
/// Finds recordings that are said to grow though nobody writes them, and says so. A recorder that comes back reports the true end.
/// </summary>
internal sealed class OrphanedRecordings(FalconEyeContext database, RecordingFiles files, NodeFiles nodeFiles)
{
    /// <summary>Repairs the recordings of a camera.</summary>
    /// <param name="cameraId">A camera without a recorder: one that runs, or starts, repairs and reports its files itself.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task RepairAsync(Guid cameraId, CancellationToken cancellationToken)
    {
        var orphans = await database.Recordings
            .Where(recording => recording.CameraId == cameraId && recording.Status == RecordingStatus.Recording)
            .ToListAsync(cancellationToken);
        await EndAsync(orphans, cancellationToken);
    }

    /// <summary>Says of recordings that they grow no more, and where they end.</summary>
    internal async Task EndAsync(IReadOnlyList<Recording> orphans, CancellationToken cancellationToken)
    {
        foreach (var recording in orphans)
        {
            recording.Status = RecordingStatus.Stopped;
            recording.ErrorMessage ??= RecordingErrors.RecorderLost + "is gone; the film ends where it stopped writing.";
        }

        await database.SaveChangesAsync(cancellationToken);
        await MeasureAsync(orphans, cancellationToken);
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
            }
        }

        await database.SaveChangesAsync(cancellationToken);
    }

    private (long Size, DateTime Written)? MeasureHere(Recording recording) =>
        files.Find(recording) is { } path && new FileInfo(path) is var file ? (file.Length, file.LastWriteTimeUtc) : null;
}
