using FalconEye.Api.Auth;
using FalconEye.Api.Events;
using FalconEye.Api.Problems;
using FalconEye.Api.Recordings.Playback;
using FalconEye.Data;
using FalconEye.Data.Events;

namespace FalconEye.Api.Exports;

/// <summary>Who may export what, and see which exports: their own, as long as they may use the cameras; an administrator all.</summary>
internal sealed class ExportService(
    FalconEyeContext database, ExportQueue queue, ExportFolders folders, PlaybackService playback, TimeProvider time)
{
    private const int MostUnfinished = 5;
    private const int MostKept = 50;

    internal async Task<Result<ExportJob>> CreateAsync(ExportRequest request, Caller caller, string name, CancellationToken cancellationToken)
    {
        if (!PlaybackPeriod.Of(request.From, request.To, PlaybackPeriod.Longest).TryGet(out var period, out var wrong))
        {
            return wrong;
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

        if (await SpaceForAsync(cameras, period, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        ExportJob job = new(Guid.NewGuid(), cameras, period.From, period.To, now, name, OwnerOf(caller));
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

    /// <summary>Judges by the sizes in the database; the export itself counts its bytes before it writes.</summary>
    private async Task<Refusal?> SpaceForAsync(IEnumerable<ExportCamera> cameras, PlaybackPeriod period, CancellationToken cancellationToken)
    {
        var (bytes, files) = (0.0, 0);
        foreach (var camera in cameras)
        {
            foreach (var recording in await playback.ListAsync(camera.Id, period, cancellationToken))
            {
                files++;
                var end = recording.EndTime ?? period.To;
                var length = (end - recording.StartTime).TotalSeconds;
                var wanted = (Earlier(end, period.To) - Later(recording.StartTime, period.From)).TotalSeconds;
                bytes += length > 0 ? (recording.FileSizeBytes ?? 0) * Math.Clamp(wanted / length, 0, 1) : 0;
            }
        }

        var usable = folders.UsableBytes;
        return files == 0 ? Refusal.NotPossible("Nothing was recorded of these cameras in this time.")
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
                Message = $"{camera.Name} was exported from {job.From:yyyy-MM-dd HH:mm:ss} to {job.To:yyyy-MM-dd HH:mm:ss} UTC",
            });
        }

        await database.SaveChangesAsync(cancellationToken);
    }

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;
}
