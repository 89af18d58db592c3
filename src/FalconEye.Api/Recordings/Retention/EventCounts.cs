using FalconEye.Api.Events;
using FalconEye.Data;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings.Retention;

/// <summary>
/// Counts the events in each recording once, a while after its end, so that the count outlives the log and recordings with events can be told from
/// others without it.
/// </summary>
internal sealed class EventCounts(FalconEyeContext database, TimeProvider time)
{
    private const int Batch = 500;

    /// <summary>An event is known some seconds after its beginning, and a recorder's report may come late.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    /// <summary>One that began longer before a recording is not looked for in it.</summary>
    private static readonly TimeSpan MaxEventLength = TimeSpan.FromHours(2);

    /// <summary>Counts a batch, the newest first.</summary>
    internal async Task CountAsync(CancellationToken cancellationToken)
    {
        var latest = time.GetUtcNow().UtcDateTime - Settled;
        var uncounted = await database.Recordings.AsNoTracking()
            .Where(recording => recording.EventCount == null && recording.EndTime < latest)
            .OrderByDescending(recording => recording.EndTime)
            .Take(Batch)
            .Select(recording => new { recording.Id, recording.CameraId, recording.StartTime, recording.EndTime })
            .ToListAsync(cancellationToken);
        Dictionary<int, List<string>> counts = [];
        foreach (var recording in uncounted)
        {
            var count = await CountAsync(recording.CameraId, recording.StartTime, recording.EndTime!.Value, cancellationToken);
            (counts.TryGetValue(count, out var same) ? same : counts[count] = []).Add(recording.Id);
        }

        foreach (var (count, ids) in counts)
        {
            await database.Recordings.Where(recording => ids.Contains(recording.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(recording => recording.EventCount, count), cancellationToken);
        }
    }

    private Task<int> CountAsync(Guid? cameraId, DateTime start, DateTime end, CancellationToken cancellationToken)
    {
        var (earliest, kinds) = (start - MaxEventLength, EventKinds.Detections);
        return database.Events
            .Where(item => item.CameraId == cameraId && kinds.Contains(item.Kind) && item.Time >= earliest && item.Time <= end)
            .CountAsync(item => item.IsOpen || (item.EndTime ?? item.Time) >= start, cancellationToken);
    }
}
