using System.Runtime.CompilerServices;
using FalconEye.Api.Auth;
using FalconEye.Api.Auth.Users;
using FalconEye.Api.Cameras;
using FalconEye.Api.Chat.Proposals;
using FalconEye.Api.Recordings;
using FalconEye.Data.Cameras;
using FalconEye.Data.Chat;
using FalconEye.Data.Events;
using FalconEye.Data.Recordings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FalconEye.Api.Events;

/// <summary>
/// Publishes every change of a camera, recording, event or proposal once it is stored, by any code path: no code that changes one can forget to.
/// </summary>
internal sealed class ChangePublisher(EventStream events, CameraMapper cameras, ChangeSignal alerts, TimeProvider time) : SaveChangesInterceptor
{
    private readonly ConditionalWeakTable<DbContext, List<Action>> _pending = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var context = eventData.Context!;
        _pending.AddOrUpdate(context, [.. context.ChangeTracker.Entries().Select(entry => Describe(entry.Entity, entry.State)).OfType<Action>()]);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (_pending.TryGetValue(eventData.Context!, out var publications))
        {
            _pending.Remove(eventData.Context!);
            publications.ForEach(publish => publish());
        }

        return ValueTask.FromResult(result);
    }

    private Action? Describe(object entity, EntityState state) => (entity, state) switch
    {
        (Camera camera, EntityState.Deleted) => () => events.Publish(ServerEvent.CameraRemovedKind, new { camera.Id }, camera.Id),
        (Camera camera, EntityState.Added or EntityState.Modified) => () => events.Publish(ServerEvent.CameraKind, new { Camera = cameras.ToResponse(camera) }, camera.Id),
        (Recording recording, EntityState.Deleted) => () => events.Publish("recording_removed", new { recording.Id }, CameraScope.CameraOf(recording)),
        (Recording recording, EntityState.Added or EntityState.Modified) =>
            () => events.Publish("recording", new { Recording = RecordingResponse.From(recording) }, CameraScope.CameraOf(recording)),
        (LoggedEvent item, EntityState.Added or EntityState.Modified) => () => Publish(item),
        (Proposal proposal, EntityState.Added or EntityState.Modified) =>
            () => events.Publish("proposal", new { Proposal = ProposalResponse.From(proposal, time.GetUtcNow().UtcDateTime) }, proposal.CameraId),
        _ => null,
    };

    private void Publish(LoggedEvent item)
    {
        events.Publish(
            AccountEvents.Kinds.Contains(item.Kind) ? ServerEvent.AccountEventKind : ServerEvent.EventKind,
            new { Event = LoggedEventResponse.From(item) },
            item.CameraId);
        alerts.Set();
    }
}
