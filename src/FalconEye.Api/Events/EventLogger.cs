using System.Text.Json;
using FalconEye.Contracts.Recordings;
using FalconEye.Data.Cameras;
using FalconEye.Data.Events;
using FalconEye.Data.Recordings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FalconEye.Api.Events;

/// <summary>Writes what happens to cameras and recordings into the log of events, in the same transaction as the change itself.</summary>
internal sealed class EventLogger(IHttpContextAccessor requests, TimeProvider time) : SaveChangesInterceptor
{
    /// <summary>Who did it: the caller of the request, if there is one and it is known.</summary>
    private string Actor => requests.HttpContext?.User.Identity?.Name ?? "system";

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var context = eventData.Context!;

        // What an earlier attempt to save would have logged did not happen.
        foreach (var stale in context.ChangeTracker.Entries<LoggedEvent>().Where(entry => entry.State == EntityState.Added))
        {
            stale.State = EntityState.Detached;
        }

        context.AddRange([.. context.ChangeTracker.Entries().Select(Describe).OfType<LoggedEvent>()]);
        return ValueTask.FromResult(result);
    }

    private LoggedEvent? Describe(EntityEntry entry) => (entry.Entity, entry.State) switch
    {
        (Camera camera, EntityState.Added) => About(camera, "camera_added", $"{camera.Name} was added."),
        (Camera camera, EntityState.Deleted) => About(camera, "camera_deleted", $"{camera.Name} was deleted."),
        (Camera camera, EntityState.Modified) when HasChanged(entry, nameof(Camera.Status)) => About(
            camera, "camera_status", $"{camera.Name} is {camera.Status.ToString().ToLowerInvariant()}{(camera.LastError is { } error ? $": {error}" : ".")}"),
        (Recording recording, EntityState.Added) => About(recording, "recording_started", $"A recording of {recording.CameraName} began."),
        (Recording { Status: not RecordingStatus.Recording } recording, EntityState.Modified) when HasChanged(entry, nameof(Recording.Status)) => About(
            recording, "recording_ended", $"A recording of {recording.CameraName} ended{(recording.ErrorMessage is { } error ? $": {error}" : ".")}"),
        (Recording recording, EntityState.Deleted) => About(recording, "recording_deleted", $"A recording of {recording.CameraName} was deleted."),
        _ => null,
    };

    private static bool HasChanged(EntityEntry entry, string property) =>
        entry.Property(property) is var value && !Equals(value.OriginalValue, value.CurrentValue);

    private LoggedEvent About(Camera camera, string kind, string message) => new()
    {
        Time = time.GetUtcNow().UtcDateTime,
        Kind = kind,
        CameraId = camera.Id,
        Actor = Actor,
        Message = message,
        Data = JsonSerializer.Serialize(new { status = camera.Status.ToString().ToLowerInvariant(), error = camera.LastError }),
    };

    private LoggedEvent About(Recording recording, string kind, string message) => new()
    {
        Time = time.GetUtcNow().UtcDateTime,
        Kind = kind,
        CameraId = recording.CameraId,
        RecordingId = recording.Id,
        Actor = Actor,
        Message = message,
        Data = JsonSerializer.Serialize(new { status = recording.Status.ToString().ToLowerInvariant(), error = recording.ErrorMessage }),
    };
}
