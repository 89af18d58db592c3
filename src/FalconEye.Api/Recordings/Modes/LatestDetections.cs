using System.Collections.Concurrent;
using FalconEye.Api.Events;
using FalconEye.Data;
using FalconEye.Data.Events;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings.Modes;

/// <summary>
/// The latest events of each camera that is recorded on events. They are asked for several times a second and change seldom, so they are kept until an event of
/// the camera is logged, here or by another replica, and for a few seconds at most: what a lost message of another replica costs is far less than a recorder holds.
/// </summary>
internal sealed class LatestDetections
{
    /// <summary>So many events of each kind are looked at; older ones are over.</summary>
    private const int Latest = 10;

    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, Answer> _cameras = new();
    private readonly TimeProvider _time;

    /// <param name="events">Says when something was logged.</param>
    /// <param name="time">The clock.</param>
    public LatestDetections(EventStream events, TimeProvider time)
    {
        _time = time;
        events.Taken += Forget;
    }

    /// <summary>The latest events of some kinds, in no order.</summary>
    internal async Task<IReadOnlyList<LoggedEvent>> ReadAsync(
        FalconEyeContext database, Guid cameraId, IReadOnlyList<string> kinds, CancellationToken cancellationToken)
    {
        if (_cameras.TryGetValue(cameraId, out var known) && known.Events is { } events && known.Kinds.SequenceEqual(kinds) && _time.GetElapsedTime(known.Asked) < MaxAge)
        {
            return events;
        }

        // There before the database is asked: an event that is logged meanwhile takes it away, and the next pass asks again.
        Answer answer = new(kinds, _time.GetTimestamp());
        _cameras[cameraId] = answer;
        answer.Events = await kinds.Select(kind => Of(database, cameraId, kind)).Aggregate((one, other) => one.Concat(other)).ToListAsync(cancellationToken);
        return answer.Events;
    }

    private static IQueryable<LoggedEvent> Of(FalconEyeContext database, Guid cameraId, string kind) => database.Events.AsNoTracking()
        .Where(item => item.CameraId == cameraId && item.Kind == kind)
        .OrderByDescending(item => item.Time).ThenByDescending(item => item.Id)
        .Take(Latest);

    /// <summary>An event, or the camera's end, takes away what is kept of the camera; after messages were lost nothing is kept.</summary>
    private void Forget(ServerEvent item)
    {
        if (item.Kind == ServerEvent.ResetKind)
        {
            _cameras.Clear();
        }
        else if (item is { Kind: ServerEvent.EventKind or ServerEvent.CameraRemovedKind, CameraId: { } id })
        {
            _cameras.TryRemove(id, out _);
        }
    }

    private sealed record Answer(IReadOnlyList<string> Kinds, long Asked)
    {
        private volatile IReadOnlyList<LoggedEvent>? _events;

        /// <summary><see langword="null"/> until the database has answered.</summary>
        internal IReadOnlyList<LoggedEvent>? Events
        {
            get => _events;
            set => _events = value;
        }
    }
}
