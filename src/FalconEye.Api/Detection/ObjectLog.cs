using System.Text.Json;
using FalconEye.Api.Events;
using FalconEye.Data;
using FalconEye.Data.Events;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Detection;

/// <summary>Writes what was recognised into the log: an event for each label, from its beginning to its end, with the picture of the beginning.</summary>
internal sealed class ObjectLog(FalconEyeContext database, TimeProvider time)
{
    /// <summary>Closes what a server before this one left open. What cameras report themselves goes on.</summary>
    internal async Task CloseLostAsync(CancellationToken cancellationToken)
    {
        foreach (var lost in await database.Events.Where(item => item.Kind == EventKinds.Object && item.Actor == Actor.System && item.IsOpen).ToListAsync(cancellationToken))
        {
            lost.Close(time.GetUtcNow().UtcDateTime);
        }

        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Stores a change.</summary>
    /// <param name="watch">The camera, whose open events change with it.</param>
    /// <param name="change">What begins or ends.</param>
    /// <param name="jpeg">The picture in which it begins; <see langword="null"/> at an end.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task StoreAsync(CameraWatch watch, ObjectChange change, byte[]? jpeg, CancellationToken cancellationToken)
    {
        if (change.End is { } end)
        {
            if (watch.OpenEvents.Remove(change.Label, out var id) && await database.Events.FindAsync([id], cancellationToken) is { } stored)
            {
                stored.Score = change.Score;
                stored.Close(end);
                await database.SaveChangesAsync(cancellationToken);
            }

            return;
        }

        var where = change.Zone is { } zone ? $"{watch.Name}, {zone}" : watch.Name;
        var added = new LoggedEvent
        {
            Time = change.Begin,
            Kind = EventKinds.Object,
            CameraId = watch.Id,
            Actor = Actor.System,
            Message = $"{char.ToUpperInvariant(change.Label[0])}{change.Label[1..]} at {where}.",
            Label = change.Label,
            Zone = change.Zone,
            Score = change.Score,
            Data = JsonSerializer.Serialize(new { @class = change.Name, box = change.Box.ToArray() }),
        };
        database.Events.Add(added.Open());
        await database.SaveChangesAsync(cancellationToken);
        watch.OpenEvents[change.Label] = added.Id;
        if (jpeg is not null)
        {
            added.HasPicture = true;
            database.EventPictures.Add(new EventPicture { EventId = added.Id, Jpeg = jpeg });
            await database.SaveChangesAsync(cancellationToken);
        }
    }
}
