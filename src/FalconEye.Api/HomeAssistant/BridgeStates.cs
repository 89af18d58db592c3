using FalconEye.Api.Alerts.Modes;
using FalconEye.Api.Detection;
using FalconEye.Api.Events;
using FalconEye.Api.Motion;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.HomeAssistant;

/// <summary>Reads from the database what is to be retained on the broker.</summary>
internal sealed class BridgeStates(FalconEyeContext database, AlertModeService modes, BridgeTopics topics, DeviceDiscovery discovery)
{
    /// <summary>Of so many pictures the latest of each camera is looked for.</summary>
    private const int MostPictures = 200;

    /// <summary>All messages by their topics. A picture is named by its event here: <see cref="ReadPictureAsync"/>.</summary>
    /// <returns>The messages, and the ids of all cameras.</returns>
    internal async Task<(Dictionary<string, RetainedMessage> Messages, HashSet<Guid> Cameras)> ReadAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, RetainedMessage> messages = [];
        var cameras = await ReadCamerasAsync(cancellationToken);
        foreach (var camera in cameras)
        {
            messages[topics.Discovery(camera.Id)] = new(discovery.OfCamera(camera));
            messages[topics.Online(camera.Id)] = new(OnOff(camera.IsOnline));
            messages[topics.Motion(camera.Id)] = new(OnOff(camera.IsMoving));
            messages[topics.MotionAvailable(camera.Id)] = new(camera.LooksForMotion ? "online" : "offline");
            foreach (var label in ObjectLabels.All)
            {
                messages[topics.Object(camera.Id, label)] = new(OnOff(camera.SeenObjects.Contains(label)));
            }

            messages[topics.Recording(camera.Id)] = new(OnOff(camera.IsRecordingDesired));
            if (camera.PictureEvent is { } picture)
            {
                messages[topics.Picture(camera.Id)] = new("", picture);
            }
        }

        messages[topics.ServerDiscovery] = new(discovery.OfServer());
        messages[topics.Mode] = new(ArmedModes.NameOf(await modes.ReadAsync(cancellationToken)));
        return (messages, [.. cameras.Select(camera => camera.Id)]);
    }

    /// <summary>An event's picture; <see langword="null"/> when it was removed meanwhile.</summary>
    internal Task<byte[]?> ReadPictureAsync(long eventId, CancellationToken cancellationToken) => database.EventPictures.AsNoTracking()
        .Where(picture => picture.EventId == eventId).Select(picture => picture.Jpeg).FirstOrDefaultAsync(cancellationToken);

    private async Task<List<BridgedCamera>> ReadCamerasAsync(CancellationToken cancellationToken)
    {
        var rows = await database.Cameras.AsNoTracking().Where(camera => camera.Status != CameraStatus.Deleting)
            .Select(camera => new { camera.Id, camera.Name, camera.Location, camera.Status, camera.Motion, camera.TakesEvents, camera.DesiredRecording })
            .ToListAsync(cancellationToken);
        var moving = (await database.Events.Where(item => item.IsOpen && item.Kind == EventKinds.Motion).Select(item => item.CameraId)
            .ToListAsync(cancellationToken)).ToHashSet();
        var seen = (await database.Events.Where(item => item.IsOpen && item.Kind == EventKinds.Object).Select(item => new { item.CameraId, item.Label })
            .ToListAsync(cancellationToken)).ToLookup(item => item.CameraId, item => item.Label);
        var pictures = (await database.EventPictures.OrderByDescending(picture => picture.EventId).Take(MostPictures)
            .Join(database.Events, picture => picture.EventId, item => item.Id, (_, item) => new { item.Id, item.CameraId })
            .ToListAsync(cancellationToken)).ToLookup(picture => picture.CameraId, picture => picture.Id);
        return rows.ConvertAll(row =>
        {
            var motion = CameraMotion.Read(row.Motion);
            return new BridgedCamera(
                row.Id,
                row.Name,
                row.Location,
                row.Status == CameraStatus.Running,
                row.TakesEvents || motion.Enabled,
                moving.Contains(row.Id),
                row.DesiredRecording.IsOn,
                pictures[row.Id].Select(id => (long?)id).Max())
            {
                WantedObjects = row.TakesEvents ? ObjectLabels.All
                    : motion is { Enabled: true, Objects: { Enabled: true, Labels: var labels } } ? labels
                    : [],
                SeenObjects = [.. seen[row.Id]],
            };
        });
    }

    private static string OnOff(bool isOn) => isOn ? "ON" : "OFF";
}
