using FalconEye.Api.Events;
using FalconEye.Data;
using FalconEye.Data.Events;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.CameraEvents;

/// <summary>Takes the pictures of one camera's new events, beside the listening. Events that come while one is taken share it.</summary>
internal sealed partial class NoticePictures(Guid cameraId, IServiceScopeFactory scopes, EventSnapshot snapshots, ILogger logger)
{
    /// <summary>A relay that no one watches has to open the camera first, and to wait for a keyframe.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);

    private readonly List<long> _waiting = [];
    private Task _taking = Task.CompletedTask;

    /// <summary>Has a picture taken of new events.</summary>
    internal void Want(IEnumerable<long> events, CancellationToken cancellationToken)
    {
        lock (_waiting)
        {
            _waiting.AddRange(events);
            if (_waiting.Count > 0 && _taking.IsCompleted)
            {
                _taking = TakeAsync(cancellationToken);
            }
        }
    }

    /// <summary>Waits until none is being taken; to be called when the token of <see cref="Want"/> is cancelled.</summary>
    internal Task EndAsync()
    {
        lock (_waiting)
        {
            return _taking;
        }
    }

    private async Task TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Not under the caller's lock.
            await Task.Yield();
            var jpeg = await snapshots.TakeAsync(cameraId, Timeout, cancellationToken);
            List<long> events;
            lock (_waiting)
            {
                events = [.. _waiting];
                _waiting.Clear();
            }

            if (jpeg is not null)
            {
                await StoreAsync(events, jpeg, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The listening ends.
        }
        catch (Exception e)
        {
            LogFailed(e);
        }
    }

    private async Task StoreAsync(List<long> events, byte[] jpeg, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
        foreach (var item in await database.Events.Where(item => events.Contains(item.Id) && !item.HasPicture).ToListAsync(cancellationToken))
        {
            item.HasPicture = true;
            database.EventPictures.Add(new EventPicture { EventId = item.Id, Jpeg = jpeg });
        }

        await database.SaveChangesAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The picture of a camera's event could not be stored")]
    private partial void LogFailed(Exception exception);
}
