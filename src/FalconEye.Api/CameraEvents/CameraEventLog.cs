using System.Text.Json;
using FalconEye.Api.Events;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Data.Events;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.CameraEvents;

/// <summary>Writes what cameras report into the log of events, and how the subscriptions fare. What is open is in the database: a restart forgets nothing.</summary>
internal sealed class CameraEventLog(FalconEyeContext database, TimeProvider time)
{
    private IQueryable<LoggedEvent> Open => database.Events.Where(item => item.IsOpen && item.Actor == Actor.Camera && item.CameraId != null);

    /// <summary>What a camera's open events are about.</summary>
    internal async Task<IReadOnlyList<NoticeSubject>> ReadOpenAsync(Guid cameraId, CancellationToken cancellationToken) =>
        [.. (await Open.AsNoTracking().Where(item => item.CameraId == cameraId).ToListAsync(cancellationToken)).Select(SubjectOf).Distinct()];

    /// <summary>Stores changes.</summary>
    /// <returns>The events that are new.</returns>
    internal async Task<IReadOnlyList<long>> ApplyAsync(Guid cameraId, IReadOnlyList<NoticeChange> changes, CancellationToken cancellationToken)
    {
        if (await database.Cameras.Where(camera => camera.Id == cameraId).Select(camera => camera.Name).FirstOrDefaultAsync(cancellationToken) is not { } name)
        {
            return [];
        }

        var open = await Open.Where(item => item.CameraId == cameraId).ToListAsync(cancellationToken);
        List<LoggedEvent> added = [];
        foreach (var change in changes)
        {
            if (change.Kind == NoticeChangeKind.End)
            {
                open.FindAll(item => SubjectOf(item) == change.Subject).ForEach(item => Close(item, change.Time, change.Remark));
            }
            else
            {
                added.Add(Add(cameraId, name, change));
                open.Add(added[^1]);
            }
        }

        if (added.Count > 0)
        {
            (await SubscriptionAsync(cameraId, cancellationToken)).LastEventAt = time.GetUtcNow().UtcDateTime;
        }

        await database.SaveChangesAsync(cancellationToken);
        return added.ConvertAll(item => item.Id);
    }

    /// <summary>Ends a camera's open events, since it does not answer.</summary>
    /// <param name="cameraId">The camera.</param>
    /// <param name="lost">Since when, UTC.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task EndLostAsync(Guid cameraId, DateTime lost, CancellationToken cancellationToken)
    {
        var open = await Open.Where(item => item.CameraId == cameraId).ToListAsync(cancellationToken);
        open.ForEach(item => Close(item, lost, "The end was not seen: the camera does not answer."));
        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Ends the open events of cameras that are not listened to any more.</summary>
    internal async Task EndUnwatchedAsync(IReadOnlySet<Guid> watched, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var open = await Open.ToListAsync(cancellationToken);
        open.FindAll(item => !watched.Contains(item.CameraId!.Value))
            .ForEach(item => Close(item, now, "The end was not seen: the camera's events are not taken any more."));
        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Notes how a subscription fares.</summary>
    /// <param name="cameraId">The camera; of one that is deleted nothing is noted.</param>
    /// <param name="since">Since when events come, UTC; <see langword="null"/> while they do not.</param>
    /// <param name="problem">What is wrong, as text for users.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task NoteAsync(Guid cameraId, DateTime? since, string? problem, CancellationToken cancellationToken)
    {
        if (!await database.Cameras.AnyAsync(camera => camera.Id == cameraId, cancellationToken))
        {
            return;
        }

        var row = await SubscriptionAsync(cameraId, cancellationToken);
        row.Since = since;
        row.Problem = problem is { Length: > CameraSubscription.MaxProblemLength } ? problem[..CameraSubscription.MaxProblemLength] : problem;
        await database.SaveChangesAsync(cancellationToken);
    }

    private async Task<CameraSubscription> SubscriptionAsync(Guid cameraId, CancellationToken cancellationToken) =>
        await database.CameraSubscriptions.FindAsync([cameraId], cancellationToken)
        ?? database.CameraSubscriptions.Add(new CameraSubscription { CameraId = cameraId }).Entity;

    private LoggedEvent Add(Guid cameraId, string name, NoticeChange change)
    {
        var added = new LoggedEvent
        {
            Time = change.Time,
            Kind = change.Subject.Kind,
            CameraId = cameraId,
            Actor = Actor.Camera,
            Message = NoticeText.Of(change.Subject, name),
            Zone = change.Subject.Zone,
            Label = change.Subject.Label,
            Data = JsonSerializer.Serialize(new { source = "onvif", topic = change.Topic }),
        };
        database.Events.Add(change.Kind == NoticeChangeKind.Begin ? added.Open() : added);
        return added;
    }

    private static void Close(LoggedEvent item, DateTime end, string? remark)
    {
        item.Message = remark is null ? item.Message : $"{item.Message} {remark}";
        item.Close(end);
    }

    private static NoticeSubject SubjectOf(LoggedEvent item) => new(item.Kind, item.Zone, item.Label);
}
