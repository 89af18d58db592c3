using FalconEye.Api.Auth;
using FalconEye.Api.Events;
using FalconEye.Api.Exports.Reencoding;
using FalconEye.Api.Problems;
using FalconEye.Api.Recordings.Playback;
using FalconEye.Data;
using FalconEye.Data.Events;

namespace FalconEye.Api.Exports;

/// <summary>Who may export what, and see which exports: their own, as long as they may use the cameras; an administrator all.</summary>
internal sealed class ExportService(
    FalconEyeContext database, ExportQueue queue, ExportFolders folders, EncodingTools tools, EncodingCheck encoding, TimeProvider time)
{
    private const int MostUnfinished = 5;
    private const int MostKept = 50;

    /// <summary>The most that a second of a time-lapse takes: its bitrate is bounded.</summary>
    private const double BytesOfSecond = 1_500_000;

    internal async Task<Result<ExportJob>> CreateAsync(ExportRequest request, Caller caller, string name, CancellationToken cancellationToken)
    {
        if (!PlaybackPeriod.Of(request.From, request.To, request.TimeLapse is null ? PlaybackPeriod.Longest : TimeLapse.MaxPeriod).TryGet(out var period, out var wrong))
        {
            return wrong;
        }

        if (EncodingProblemOf(request, period) is { } problem)
        {
            return problem;
        }

        var now = time.GetUtcNow().UtcDateTime;
        if (period.From >= now)
        {
            return Refusal.Invalid("from", "\"from\" lies in the future.");
        }

        period = period with { To = period.To < now ? period.To : now };
        List<ExportCamera> cameras = [];
        foreach (var id in request.CameraIds!.Distinct())
        {
            if (!caller.MayUse(id) || await database.Cameras.FindAsync([id], cancellationToken) is not { } camera)
            {
                return Refusal.CameraNotFound(id);
            }

            cameras.Add(new ExportCamera(id, camera.Name));
        }

        if (LimitOf(caller) is { } limit)
        {
            return limit;
        }

        var stored = await FindStoredAsync(cameras, period, cancellationToken);
        var (speed, wrongSpeed) = request.TimeLapse is null || stored.Files == 0 ? (0, null) : TimeLapse.SpeedOf(request.TimeLapse, stored.Recorded);
        if ((wrongSpeed ?? SpaceFor(stored, request, speed)) is { } refusal)
        {
            return refusal;
        }

        var isEncoded = request.BurnInTime || request.TimeLapse is not null;
        if (isEncoded && await encoding.TryAsync(cancellationToken) is { } missing)
        {
            return missing;
        }

        ExportJob job = new(Guid.NewGuid(), cameras, period.From, period.To, now, name, OwnerOf(caller))
        {
            Encoding = isEncoded ? new ExportEncoding(request.BurnInTime, ZoneOf(request), request.TimeLapse is null ? null : Math.Round(speed, 3)) : null,
        };
        await LogAsync(job, cancellationToken);
        queue.Add(job);
        return job;
    }

    /// <summary>The exports that a caller may see, newest first.</summary>
    internal IReadOnlyList<(ExportJob Job, double Progress)> List(Caller caller) => [.. queue.All.Where(export => MaySee(export.Job, caller))];

    /// <summary>An export that a caller may see.</summary>
    internal (ExportJob Job, double Progress)? Find(Guid id, Caller caller) =>
        queue.Find(id) is { } export && MaySee(export.Job, caller) ? export : null;

    private static bool MaySee(ExportJob job, Caller caller) =>
        caller.IsAdministrator || (job.OwnerId == OwnerOf(caller) && job.Cameras.All(camera => caller.MayUse(camera.Id)));

    private static Guid? OwnerOf(Caller caller) => caller.UserId ?? caller.TokenId;

    private Refusal? LimitOf(Caller caller)
    {
        var own = queue.All.Where(export => export.Job.OwnerId == OwnerOf(caller)).ToList();
        return own.Count(export => export.Job.State is ExportState.Queued or ExportState.Running) >= MostUnfinished
            ? Refusal.Conflict($"{MostUnfinished} of your exports are not finished yet. Wait for one, or cancel it.")
            : own.Count >= MostKept ? Refusal.Conflict($"You have {MostKept} exports. Delete some, then try again.")
            : null;
    }

    private static string ZoneOf(ExportRequest request) => string.IsNullOrWhiteSpace(request.TimeZone) ? "UTC" : request.TimeZone;

    /// <summary>What is wrong with the options of an export that is encoded again.</summary>
    private static Refusal? EncodingProblemOf(ExportRequest request, PlaybackPeriod period)
    {
        if (request.TimeLapse is not null)
        {
            return request.CameraIds!.Distinct().Count() > 1 ? Refusal.Invalid("camera_ids", "A time-lapse is of one camera.") : ZoneProblemOf(request);
        }

        return request.BurnInTime && (period.To - period.From) * request.CameraIds!.Distinct().Count() > PlaybackPeriod.Longest
            ? Refusal.Invalid("to", $"With burned-in time an export has at most {PlaybackPeriod.Longest.TotalHours:0} hours of all its cameras together: let \"to\" be closer to \"from\", or name fewer cameras.")
            : ZoneProblemOf(request);
    }

    private static Refusal? ZoneProblemOf(ExportRequest request) =>
        WallClock.TryFindZone(ZoneOf(request), out _, out var problem) ? null : Refusal.Invalid("time_zone", problem);

    /// <summary>What the database knows of a time; the export itself counts its bytes before it writes.</summary>
    private async Task<StoredVideo> FindStoredAsync(IEnumerable<ExportCamera> cameras, PlaybackPeriod period, CancellationToken cancellationToken)
    {
        StoredVideo stored = new(0, 0, TimeSpan.Zero);
        foreach (var camera in cameras)
        {
            var until = period.From;
            await foreach (var recording in tools.ListAsync(camera.Id, period.From, period.To, cancellationToken))
            {
                var end = recording.EndTime ?? period.To;
                var length = (end - recording.StartTime).TotalSeconds;
                var wanted = (Earlier(end, period.To) - Later(recording.StartTime, period.From)).TotalSeconds;
                var added = Earlier(end, period.To) - Later(recording.StartTime, until);
                until = Later(until, Earlier(end, period.To));
                stored = new StoredVideo(
                    stored.Files + 1,
                    stored.Bytes + (length > 0 ? (recording.FileSizeBytes ?? 0) * Math.Clamp(wanted / length, 0, 1) : 0),
                    stored.Recorded + (added > TimeSpan.Zero ? added : TimeSpan.Zero));
            }
        }

        return stored;
    }

    private Refusal? SpaceFor(StoredVideo stored, ExportRequest request, double speed)
    {
        // What is encoded again is written twice, and is about as large as what was recorded.
        var bytes = request.TimeLapse is not null ? 2 * BytesOfSecond * stored.Recorded.TotalSeconds / Math.Max(1, speed)
            : request.BurnInTime ? 2 * stored.Bytes
            : stored.Bytes;
        var usable = folders.UsableBytes;
        return stored.Files == 0 ? Refusal.NotPossible("Nothing was recorded of these cameras in this time.")
            : bytes > usable ? new Refusal(
                RefusalKind.DiskFull,
                $"The export needs about {bytes / 1_000_000:0} MB; exports may take {usable / 1_000_000} MB more of the server's disk (half of what is free beside MIN_FREE_DISK_MB). Delete exports, or export a shorter time.")
            : null;
    }

    private async Task LogAsync(ExportJob job, CancellationToken cancellationToken)
    {
        foreach (var camera in job.Cameras)
        {
            database.Events.Add(new LoggedEvent
            {
                Time = job.CreatedAt,
                Kind = EventKinds.RecordingExported,
                CameraId = camera.Id,
                Actor = job.CreatedBy,
                Message = $"{camera.Name} was exported{KindOf(job)} from {job.From:yyyy-MM-dd HH:mm:ss} to {job.To:yyyy-MM-dd HH:mm:ss} UTC",
            });
        }

        await database.SaveChangesAsync(cancellationToken);
    }

    private static string KindOf(ExportJob job) => job.Encoding switch
    {
        null => "",
        { IsTimeLapse: true } => " as a time-lapse",
        _ => " with burned-in time",
    };

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;

    private sealed record StoredVideo(int Files, double Bytes, TimeSpan Recorded);
}
