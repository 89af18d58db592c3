using System.Text.Json;
using FalconEye.Api.Events;
using FalconEye.Data;
using FalconEye.Data.Events;
using FalconEye.Data.Recordings;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings.Coverage;

/// <summary>
/// Logs each time without footage, with its cause, once both recordings around it are known. Reports may come late and in any order, since
/// recorders keep them while the server is away.
/// </summary>
internal sealed class GapLogger(FalconEyeContext database, CoverageReader reader)
{
    /// <summary>Shorter ones are seams between files.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1.5);

    /// <summary>Adds what is to be logged to the database's next save, after a recording began or its end became known.</summary>
    internal async Task NoteAsync(Recording recording, CancellationToken cancellationToken)
    {
        if (recording.CameraId is not { } cameraId)
        {
            return;
        }

        var others = database.Recordings.AsNoTracking().Where(other => other.CameraId == cameraId && other.Id != recording.Id);
        var before = await others.Where(other => other.StartTime < recording.StartTime).OrderByDescending(other => other.StartTime)
            .FirstOrDefaultAsync(cancellationToken);
        var after = await others.Where(other => other.StartTime > recording.StartTime).OrderBy(other => other.StartTime)
            .FirstOrDefaultAsync(cancellationToken);
        await LogGapBetweenAsync(cameraId, before, recording, cancellationToken);
        await LogGapBetweenAsync(cameraId, recording, after, cancellationToken);
    }

    private async Task LogGapBetweenAsync(Guid cameraId, Recording? before, Recording? after, CancellationToken cancellationToken)
    {
        if (before?.EndTime is not { } from || after is null || after.StartTime - from < Shortest
            || await database.Events.AnyAsync(item => item.Kind == EventKinds.RecordingGap && item.RecordingId == after.Id, cancellationToken))
        {
            return;
        }

        var events = await reader.ReadEventsAsync(cameraId, from - TimeSpan.FromDays(1), after.StartTime, cancellationToken);
        var camera = await database.Cameras.FindAsync([cameraId], cancellationToken);
        var gaps = CoverageReader.Calculator([before, after], events, camera).GapsBetween(before, from, after.StartTime);
        database.Events.AddRange(gaps.Where(gap => gap.Cause != GapCause.NoEvent && gap.To - gap.From >= Shortest).Select(gap => EventOf(gap, cameraId, after)));
    }

    private static LoggedEvent EventOf(CoverageGap gap, Guid cameraId, Recording after) =>
        new LoggedEvent
        {
            Time = gap.From,
            Kind = EventKinds.RecordingGap,
            CameraId = cameraId,
            RecordingId = after.Id,
            Actor = Actor.System,
            Message = $"{after.CameraName} was not recorded for {gap.Seconds:0} s: {gap.Reason}",
            Data = JsonSerializer.Serialize(new
            {
                from = gap.From,
                to = gap.To,
                seconds = gap.Seconds,
                cause = JsonNamingPolicy.SnakeCaseLower.ConvertName(gap.Cause.ToString()),
            }),
        }.Close(gap.To);
}
