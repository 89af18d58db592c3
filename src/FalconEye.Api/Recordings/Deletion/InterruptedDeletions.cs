using FalconEye.Data;
using FalconEye.Data.Recordings;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings.Deletion;

/// <summary>Puts in order what deletions left behind that were interrupted, so that no row is without its file and no file without its row.</summary>
internal sealed partial class InterruptedDeletions(
    FalconEyeContext database, RecordingFiles files, RecordingDeletion deletion, ILogger<InterruptedDeletions> logger)
{
    private const int MostAtOnce = 50;

    /// <summary>Files of this machine: one whose row is still there is put back, one whose row is gone is deleted.</summary>
    internal async Task SettleFilesAsync(CancellationToken cancellationToken)
    {
        // A database that knows nothing, perhaps a new one, does not decide what goes.
        if (!await database.Recordings.AnyAsync(cancellationToken))
        {
            return;
        }

        foreach (var found in files.FindSetAside())
        {
            using var file = found;
            var (camera, name) = (file.Camera, file.FileName);
            var rows = await database.Recordings.AsNoTracking().Where(recording => recording.FileName == name).ToListAsync(cancellationToken);
            try
            {
                if (rows.Exists(row => files.IsAt(row, camera, name)))
                {
                    file.PutBack();
                }
                else
                {
                    file.Delete();
                }
            }
            catch (IOException e)
            {
                LogNotSettled(name, e.Message);
            }
        }
    }

    /// <summary>Recordings of other nodes whose deletion has begun: it is finished.</summary>
    internal async Task FinishOnNodesAsync(CancellationToken cancellationToken)
    {
        List<Recording> begun = await database.Recordings
            .Where(recording => recording.DeletionReason != null)
            .OrderBy(recording => recording.StartTime)
            .Take(MostAtOnce)
            .ToListAsync(cancellationToken);
        await deletion.ResumeAsync(begun, cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "What is left of a deletion could not be put in order ({File}); it is tried again when the server starts: {Reason}")]
    private partial void LogNotSettled(string file, string reason);
}
