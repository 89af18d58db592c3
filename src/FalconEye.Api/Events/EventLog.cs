using FalconEye.Api.Auth;
using FalconEye.Data;
using FalconEye.Data.Events;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Events;

/// <summary>
/// Reads the log of events, newest first. Each combination of camera and kind is a range of an index, read from its end; several are merged
/// here. So a page takes the same time in a log of a million events as in a short one, whichever filters are set.
/// </summary>
internal sealed class EventLog(FalconEyeContext database)
{
    /// <summary>
    /// Above this number of combinations the database filters; it also does for an offset, which counts over all of them.
    /// </summary>
    private const int MostRanges = 64;

    /// <summary>One page.</summary>
    internal async Task<EventPage> ReadAsync(EventQuery query, Caller caller, CancellationToken cancellationToken)
    {
        List<LoggedEvent> found = [];
        foreach (var range in RangesOf(query, caller))
        {
            found.AddRange(await range.OrderByDescending(item => item.Time).ThenByDescending(item => item.Id)
                .Skip(query.Offset).Take(query.Limit + 1).ToListAsync(cancellationToken));
        }

        List<LoggedEvent> page = [.. found.OrderByDescending(item => item.Time).ThenByDescending(item => item.Id).Take(query.Limit + 1)];
        return page.Count > query.Limit
            ? new EventPage(page[..query.Limit], EventCursor.Of(page[query.Limit - 1]))
            : new EventPage(page, null);
    }

    /// <summary>How many events there are, on all pages. It takes longer the more there are.</summary>
    internal async Task<int> CountAsync(EventQuery query, Caller caller, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var range in RangesOf(query with { Before = null }, caller))
        {
            count += await range.CountAsync(cancellationToken);
        }

        return count;
    }

    /// <summary>One event; <see langword="null"/> when there is none, or none that the caller may see.</summary>
    internal Task<LoggedEvent?> FindAsync(long id, Caller caller, CancellationToken cancellationToken) =>
        database.Events.AsNoTracking().Of(caller).FirstOrDefaultAsync(item => item.Id == id, cancellationToken);

    private List<IQueryable<LoggedEvent>> RangesOf(EventQuery query, Caller caller)
    {
        var all = Within(database.Events.AsNoTracking().Of(caller), query);
        IReadOnlyList<Guid> cameras = query.Cameras is [] && caller.Cameras is { } own ? [.. own] : query.Cameras;
        var kinds = query.Kinds;
        var ranges = Math.Max(1, cameras.Count) * Math.Max(1, kinds.Count);
        if (ranges > MostRanges || (ranges > 1 && query.Offset > 0))
        {
            return [all.Where(item => (cameras.Count == 0 || cameras.Contains(item.CameraId!.Value)) && (kinds.Count == 0 || kinds.Contains(item.Kind)))];
        }

        List<IQueryable<LoggedEvent>> ofCameras = cameras is [] ? [all] : [.. cameras.Distinct().Select(id => all.Where(item => item.CameraId == id))];
        return kinds is [] ? ofCameras : [.. ofCameras.SelectMany(range => kinds.Distinct().Select(kind => range.Where(item => item.Kind == kind)))];
    }

    private static IQueryable<LoggedEvent> Within(IQueryable<LoggedEvent> events, EventQuery query)
    {
        events = query.From is { } from ? events.Where(item => item.Time >= from) : events;
        events = query.To is { } to ? events.Where(item => item.Time < to) : events;

        // The first condition is the end of the index range; with OR alone the database would read the range from its beginning.
        return query.Before is { Time: var time, Id: var id }
            ? events.Where(item => item.Time <= time && (item.Time < time || item.Id < id))
            : events;
    }
}
