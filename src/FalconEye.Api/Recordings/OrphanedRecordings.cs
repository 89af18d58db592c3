using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Recordings;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings;

/// <summary>Finds recordings that are said to grow though nobody writes them, and says so. A recorder that comes back reports the true end.</summary>
internal sealed class OrphanedRecordings(FalconEyeContext database, RecordingFiles files)
{
    /// <summary>Repairs the recordings of a camera.</summary>
    /// <param name="cameraId">A camera without a recorder: one that runs, or starts, repairs and reports its files itself.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task RepairAsync(Guid cameraId, CancellationToken cancellationToken)
    {
        var orphans = await database.Recordings
            .Where(recording => recording.CameraId == cameraId && recording.Status == RecordingStatus.Recording)
            .ToListAsync(cancellationToken);
        orphans.ForEach(End);
        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Says of a recording that it grows no more; what its file tells is known on the node that has it only.</summary>
    internal void End(Recording recording)
    {
        recording.Status = RecordingStatus.Stopped;
        recording.ErrorMessage ??= "The recorder is gone; the film ends where it stopped writing.";
        if (files.Find(recording) is { } path)
        {
            var file = new FileInfo(path);
            (recording.FileSizeBytes, recording.EndTime) = (file.Length, file.LastWriteTimeUtc);
            recording.DurationSeconds = Math.Max(0, (file.LastWriteTimeUtc - recording.StartTime).TotalSeconds);
        }
    }
}
