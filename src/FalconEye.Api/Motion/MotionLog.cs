using System.Text.Json;
using FalconEye.Api.Events;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Data.Events;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Motion;

/// <summary>Writes what relays have seen move into the log: an event for each, from its beginning to its end.</summary>
internal sealed class MotionLog(FalconEyeContext database, EventSnapshot pictures, TimeProvider time)
{
    /// <summary>The number of events a relay keeps, and so the number of stored events to compare them with.</summary>
    private const int Compared = 20;

    /// <summary>A picture that comes later shows something else.</summary>
    private static readonly TimeSpan PictureTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Takes a relay's report.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="report">What it has seen lately; <see langword="null"/> when it does not look.</param>
    /// <param name="known">What was stored of the report before; <see langword="null"/> at first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What is stored now.</returns>
    internal async Task<MotionReport?> NoteAsync(Camera camera, MotionReport? report, MotionReport? known, CancellationToken cancellationToken)
    {
        if (report?.Run == known?.Run && (report?.Events ?? []).SequenceEqual(known?.Events ?? []))
        {
            return known;
        }

        var stored = await database.Events.Where(item => item.CameraId == camera.Id && item.Kind == EventKinds.Motion && item.Actor == Actor.System)
            .OrderByDescending(item => item.Time).ThenByDescending(item => item.Id).Take(Compared).ToListAsync(cancellationToken);
        foreach (var lost in stored.Where(item => item.IsOpen && report?.Run.ToString() != OriginOf(item).Run))
        {
            // The relay that saw it begin was restarted, or looks no more.
            lost.Close(time.GetUtcNow().UtcDateTime);
        }

        foreach (var seen in report?.Events ?? [])
        {
            Store(camera, report!.Run, seen, stored.Find(item => OriginOf(item) == (report.Run.ToString(), seen.Number)));
        }

        await database.SaveChangesAsync(cancellationToken);

        // Without its events the report counts as new next time, and the picture is tried again.
        return await AddPicturesAsync(camera, cancellationToken) ? report : report! with { Events = [] };
    }

    private void Store(Camera camera, Guid run, MotionObserved seen, LoggedEvent? stored)
    {
        if (stored is null)
        {
            var added = new LoggedEvent
            {
                Time = seen.Begin,
                Kind = EventKinds.Motion,
                CameraId = camera.Id,
                Actor = Actor.System,
                Message = seen.Zone is { } zone ? $"Motion at {camera.Name}, {zone}." : $"Motion at {camera.Name}.",
                Zone = seen.Zone,
                Score = seen.Score,
                Data = JsonSerializer.Serialize(new { run, number = seen.Number }),
            };
            database.Events.Add(seen.End is { } ended ? added.Close(ended) : added.Open());
        }
        else if (stored.IsOpen && seen.End is { } end)
        {
            stored.Score = seen.Score;
            stored.Close(end);
        }
    }

    /// <summary>A picture for an open event: the newest that the relay has, which needs no further connection to the camera.</summary>
    /// <returns>Whether none is missing.</returns>
    private async Task<bool> AddPicturesAsync(Camera camera, CancellationToken cancellationToken)
    {
        var open = database.Events.Local.Where(item => item is { IsOpen: true, HasPicture: false } && item.CameraId == camera.Id).ToList();
        if (open is [])
        {
            return true;
        }

        if (await pictures.TakeAsync(camera.Id, PictureTimeout, cancellationToken) is not { } jpeg)
        {
            return false;
        }

        foreach (var item in open)
        {
            item.HasPicture = true;
            database.EventPictures.Add(new EventPicture { EventId = item.Id, Jpeg = jpeg });
        }

        await database.SaveChangesAsync(cancellationToken);
        return true;
    }

    private static (string? Run, long Number) OriginOf(LoggedEvent item)
    {
        using var data = JsonDocument.Parse(item.Data);
        return data.RootElement.TryGetProperty("run", out var run) && data.RootElement.TryGetProperty("number", out var number)
            ? (run.GetString(), number.GetInt64())
            : (null, 0);
    }
}
