using FalconEye.Api.Events;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Data.Events;
using FalconEye.Data.Recordings;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings.Coverage;

/// <summary>Reads how much of a period a camera was recorded.</summary>
internal sealed class CoverageReader(FalconEyeContext database, TimeProvider time)
{
    private const int MaxRecordings = 10_000;
    private static readonly IReadOnlyList<string> Requests = [EventKinds.RecordingRequested, EventKinds.RecordingStopRequested];
    private static readonly IReadOnlyList<string> OfCamera = [.. Requests, EventKinds.CameraStatus];

    /// <summary>The cause of a gap may lie this long before the period.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromDays(7);

    internal async Task<CoverageReport> ReadAsync(Camera camera, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        from = from < camera.CreatedAt ? camera.CreatedAt : from;
        to = to > now ? now : to;
        if (to <= from)
        {
            return new CoverageReport(from, from, 0, 0, [], 0, []);
        }

        var recordings = await RecordingsOf(camera.Id)
            .Where(recording => recording.StartTime < to && (recording.EndTime == null || recording.EndTime > from))
            .OrderBy(recording => recording.StartTime)
            .Take(MaxRecordings)
            .ToListAsync(cancellationToken);
        var before = await RecordingsOf(camera.Id)
            .Where(recording => recording.EndTime <= from)
            .OrderByDescending(recording => recording.EndTime)
            .FirstOrDefaultAsync(cancellationToken);
        var events = await ReadEventsAsync(camera.Id, from - Lead, to, cancellationToken);
        return Calculator(before is null ? recordings : [before, .. recordings], events, camera).Of(from, to);
    }

    /// <summary>What explains the gaps between recordings of a camera, which may be gone.</summary>
    internal static CoverageCalculator Calculator(IReadOnlyList<Recording> recordings, IReadOnlyList<LoggedEvent> events, Camera? camera) =>
        new(recordings, events, DesiredSince(camera), ScheduleOf(camera)) { IsOnEvents = camera is { DesiredRecording.Mode: RecordingMode.Events } };

    /// <summary>The schedule that a camera is recorded by; <see langword="null"/> in other modes.</summary>
    private static WeeklySchedule? ScheduleOf(Camera? camera) =>
        camera is { DesiredRecording.Mode: RecordingMode.Schedule } ? WeeklySchedule.Parse(camera.RecordingSchedule) : null;

    /// <summary>Since when a camera's recording has been desired without a break; <see langword="null"/> when it is not.</summary>
    private static DateTime? DesiredSince(Camera? camera) =>
        camera is { DesiredRecording.IsOn: true } ? camera.RecordingRequestedAt ?? camera.CreatedAt : null;

    /// <summary>
    /// What happened to a camera and to the server, oldest first, as far as it explains gaps. The first event is the last request before
    /// the period, however old: it says whether a recording was desired when the period began.
    /// </summary>
    internal async Task<IReadOnlyList<LoggedEvent>> ReadEventsAsync(Guid cameraId, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var request = await database.Events.AsNoTracking()
            .Where(item => item.CameraId == cameraId && item.Time < from && Requests.Contains(item.Kind))
            .OrderByDescending(item => item.Id)
            .FirstOrDefaultAsync(cancellationToken);
        var events = await database.Events.AsNoTracking()
            .Where(item => item.Time >= from && item.Time <= to)
            .Where(item => (item.CameraId == cameraId && OfCamera.Contains(item.Kind)) || item.Kind == EventKinds.ServerStarted)
            .OrderBy(item => item.Id)
            .ToListAsync(cancellationToken);
        return request is null ? events : [request, .. events];
    }

    private IQueryable<Recording> RecordingsOf(Guid cameraId) => database.Recordings.AsNoTracking().Where(recording => recording.CameraId == cameraId);
}
