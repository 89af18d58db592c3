using System.Runtime.CompilerServices;
using System.Text.Json;
using FalconEye.Api.Alerts.Modes;
using FalconEye.Api.Auth.Users;
using FalconEye.Api.Recordings.Modes;
using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Data.Alerts;
using FalconEye.Data.Cameras;
using FalconEye.Data.Events;
using FalconEye.Data.Recordings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FalconEye.Api.Events;

/// <summary>
/// Writes what happens to cameras, recordings and users into the log of events, in the same transaction as the change itself.
/// </summary>
internal sealed class EventLogger(TimeProvider time, IHttpContextAccessor requests) : SaveChangesInterceptor
{
    private static readonly string[] Described =
        [nameof(Camera.Name), nameof(Camera.Location), nameof(Camera.SourceUrl), nameof(Camera.LiveSourceUrl), nameof(Camera.Resolution), nameof(Camera.Framerate),
            nameof(Camera.KeepDays), nameof(Camera.KeepEventDays), nameof(Camera.MaxGb), nameof(Camera.RecordingSchedule), nameof(Camera.RecordingEvents), nameof(Camera.TakesEvents)];

    private readonly ConditionalWeakTable<DbContext, List<LoggedEvent>> _unsaved = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var context = eventData.Context!;
        if (_unsaved.TryGetValue(context, out var stale))
        {
            // What an earlier attempt to save would have logged did not happen.
            stale.ForEach(item => context.Entry(item).State = EntityState.Detached);
        }

        List<LoggedEvent> events = [.. context.ChangeTracker.Entries().ToList().SelectMany(Describe)];
        context.AddRange(events);
        _unsaved.AddOrUpdate(context, events);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        _unsaved.Remove(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    private IEnumerable<LoggedEvent> Describe(EntityEntry entry) => (entry.Entity, entry.State) switch
    {
        (Camera camera, EntityState.Added) => [About(camera, EventKinds.CameraAdded, $"{camera.Name} was added.", Person)],
        (Camera camera, EntityState.Deleted) => [About(camera, EventKinds.CameraDeleted, $"{camera.Name} was deleted.", Actor.System)],
        (Camera camera, EntityState.Modified) => DescribeChange(camera, entry),
        (Recording recording, EntityState.Added) => [About(recording, EventKinds.RecordingStarted, $"A recording of {recording.CameraName} began.")],
        (Recording { Status: not RecordingStatus.Recording } recording, EntityState.Modified) when HasChanged(entry, nameof(Recording.Status)) =>
            [About(recording, EventKinds.RecordingEnded, $"A recording of {recording.CameraName} ended{(recording.ErrorMessage is { } error ? $": {error}" : ".")}")],
        (Recording { DeletionReason: { } reason } recording, EntityState.Deleted) =>
            [About(recording, EventKinds.RecordingDeleted, $"A recording of {recording.CameraName} from {recording.StartTime:yyyy-MM-dd HH:mm} UTC was deleted: {reason}.")],
        (Recording recording, EntityState.Deleted) => [About(recording, EventKinds.RecordingDeleted, $"A recording of {recording.CameraName} was deleted.", Person)],
        (Recording recording, EntityState.Modified) when HasChanged(entry, nameof(Recording.IsProtected)) =>
            [About(recording, EventKinds.RecordingProtected, $"A recording of {recording.CameraName} is {(recording.IsProtected ? "protected now" : "not protected any more")}.", Person)],
        (AlertChannel channel, _) when VerbOf(entry.State) is { } verb => [Changed(EventKinds.AlertsChanged, $"The alert channel \"{channel.Name}\" was {verb}.")],

        // The rules that are there from the start were added by no user.
        (AlertRule rule, _) when VerbOf(entry.State) is { } verb && (entry.State != EntityState.Added || requests.HttpContext is not null) =>
            [Changed(EventKinds.AlertsChanged, $"The alert rule \"{rule.Name}\" was {verb}.")],
        (AlertSettings settings, EntityState.Modified) when HasChanged(entry, nameof(AlertSettings.Mode)) =>
            [Changed(EventKinds.ModeChanged, $"The mode was set to {ArmedModes.NameOf(settings.Mode)}.")],
        (AlertSettings, EntityState.Modified) when HasChanged(entry, nameof(AlertSettings.ModeSchedule)) =>
            [Changed(EventKinds.AlertsChanged, "The schedule of the modes was changed.")],
        _ => AccountEvents.Describe(entry) is var (kind, message) ? [new() { Time = Now, Kind = kind, Actor = Person, Message = message }] : [],
    };

    private IEnumerable<LoggedEvent> DescribeChange(Camera camera, EntityEntry entry)
    {
        var changed = Described.Where(property => HasChanged(entry, property)).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName).ToList();
        if (changed.Count > 0)
        {
            yield return About(camera, EventKinds.CameraChanged, $"{camera.Name} was changed: {string.Join(", ", changed)}.", Person);
        }

        if (HasChanged(entry, nameof(Camera.Status)))
        {
            yield return About(
                camera,
                EventKinds.CameraStatus,
                $"{camera.Name} is {camera.Status.ToString().ToLowerInvariant()}{(camera.LastError is { } error ? $": {error}" : ".")}",
                camera.Status is CameraStatus.Stopped or CameraStatus.Deleting or CameraStatus.Creating ? Person : Actor.System);
        }

        if (HasChanged(entry, nameof(Camera.DesiredRecording)))
        {
            yield return camera.DesiredRecording.IsOn
                ? About(camera, EventKinds.RecordingRequested, $"Recording of {camera.Name} was switched {NameOf(camera.DesiredRecording.Mode)}.", Person)
                : About(camera, EventKinds.RecordingStopRequested, $"Recording of {camera.Name} was switched off{(camera.DesiredRunning ? "" : " with the camera")}.", Person);
        }
    }

    private LoggedEvent Changed(string kind, string message) => new() { Time = Now, Kind = kind, Actor = Person, Message = message };

    private static string NameOf(RecordingMode mode) => mode switch
    {
        RecordingMode.Schedule => "to its schedule",
        RecordingMode.Events => "to events",
        _ => "on",
    };

    private static string? VerbOf(EntityState state) => state switch
    {
        EntityState.Added => "added",
        EntityState.Modified => "changed",
        EntityState.Deleted => "deleted",
        _ => null,
    };

    /// <summary>The user behind the request that is being answered, or who acts without one.</summary>
    private string Person => requests.HttpContext is { } context ? Actor.Of(context) : Actor.WithoutRequest;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static bool HasChanged(EntityEntry entry, string property) =>
        entry.Property(property) is var value && !Equals(value.OriginalValue, value.CurrentValue);

    private LoggedEvent About(Camera camera, string kind, string message, string actor) => new()
    {
        Time = Now,
        Kind = kind,
        CameraId = camera.Id,
        Actor = actor,
        Message = message,
        Data = JsonSerializer.Serialize(new
        {
            status = camera.Status.ToString().ToLowerInvariant(),
            error = camera.LastError,
            recording_mode = RecordingModes.NameOf(camera.DesiredRecording.Mode),
        }),
    };

    private LoggedEvent About(Recording recording, string kind, string message, string actor = Actor.System) => new()
    {
        Time = Now,
        Kind = kind,
        CameraId = recording.CameraId,
        RecordingId = recording.Id,
        Actor = actor,
        Message = message,
        Data = JsonSerializer.Serialize(new { status = recording.Status.ToString().ToLowerInvariant(), error = recording.ErrorMessage }),
    };
}
