using System.Runtime.CompilerServices;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Recordings;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings.Retention;

/// <summary>Reads recordings from the database in pages, by the indexes of their start.</summary>
internal sealed class OldestRecordings(FalconEyeContext database) : IOldestRecordings
{
    private const int FirstPage = 64;
    private const int LargestPage = 4096;

    /// <inheritdoc/>
    public async IAsyncEnumerable<RetentionRow> ReadAsync(RowFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RetentionRow? last = null;
        for (var size = FirstPage; ; size = Math.Min(size * 4, LargestPage))
        {
            var page = await After(Select(filter), last)
                .OrderBy(recording => recording.StartTime)
                .ThenBy(recording => recording.Id)
                .Take(size)
                .Select(recording => new RetentionRow(
                    recording.Id,
                    recording.CameraId,
                    recording.CameraName,
                    recording.NodeName,
                    recording.StartTime,
                    recording.EndTime,
                    recording.FileSizeBytes))
                .ToListAsync(cancellationToken);
            foreach (var row in page)
            {
                yield return row;
            }

            if (page.Count < size)
            {
                yield break;
            }

            last = page[^1];
        }
    }

    /// <summary>Only the conditions that there are, so that each query has an index to go by.</summary>
    private IQueryable<Recording> Select(RowFilter filter)
    {
        var recordings = database.Recordings.AsNoTracking()
            .Where(recording => !recording.IsProtected)
            .Where(recording => recording.Status != RecordingStatus.Recording && recording.DeletionReason == null);
        if (filter is { CameraId: not null } or { OfDeletedCameras: true })
        {
            recordings = recordings.Where(recording => recording.CameraId == filter.CameraId);
        }

        if (filter.Cameras is { } cameras)
        {
            recordings = recordings.Where(recording => recording.CameraId != null && cameras.Contains(recording.CameraId.Value));
        }

        if (filter.Node is not null)
        {
            recordings = recordings.Where(recording => recording.NodeName == filter.Node);
        }

        if (filter.WithoutEvents)
        {
            // What has not been counted yet may have some.
            recordings = recordings.Where(recording => recording.EventCount == 0);
        }

        return filter.StartBefore is null ? recordings : recordings.Where(recording => recording.StartTime < filter.StartBefore);
    }

    private static IQueryable<Recording> After(IQueryable<Recording> recordings, RetentionRow? last) => last is null
        ? recordings
        : recordings.Where(recording => recording.StartTime >= last.Start
            && (recording.StartTime > last.Start || string.Compare(recording.Id, last.Id) > 0));
}
