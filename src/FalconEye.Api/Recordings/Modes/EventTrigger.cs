using FalconEye.Api.Motion;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Cameras;

namespace FalconEye.Api.Recordings.Modes;

/// <summary>Says what the recorder of a camera that is recorded on events should do now, from the log of events.</summary>
internal sealed class EventTrigger(FalconEyeContext database, LatestDetections detections, TimeProvider time)
{
    /// <summary>An event is known later than it begins: it is detected, asked for about each second, and its picture is taken.</summary>
    private static readonly TimeSpan Latency = TimeSpan.FromSeconds(15);

    /// <summary>
    /// So long a recorder goes on without hearing of the server, which tells it again after half of that. So an event that goes on is recorded over a
    /// restart of the server, and not for ever after its end.
    /// </summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>What the recorder is to be told; <see langword="null"/> when it does that already.</summary>
    /// <param name="camera">The camera, which is recorded on events.</param>
    /// <param name="known">What the recorder has been told; <see langword="null"/> when it does not record on events.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async Task<EventRecording?> FindChangeAsync(Camera camera, EventRecording? known, CancellationToken cancellationToken)
    {
        var settings = CameraEventRecording.Read(camera.RecordingEvents);
        var hold = settings.PreRollSeconds + CameraMotion.Read(camera.Motion).MinSeconds + Latency.TotalSeconds;
        var now = time.GetUtcNow();
        var period = EventPeriod.Of(await detections.ReadAsync(database, camera.Id, settings.Kinds, cancellationToken), settings);

        // What lies further back than is held can not be recorded any more.
        var isOver = period is null || period.Until < now.UtcDateTime.AddSeconds(-hold);
        if (isOver)
        {
            return known?.HoldSeconds == hold && !(known.Until > now) ? null : new(hold);
        }

        DateTimeOffset from = AsUtc(period!.From);
        if (period.Until is { } end)
        {
            EventRecording ended = new(hold, from, AsUtc(end));
            return known == ended ? null : ended;
        }

        var isTold = known?.HoldSeconds == hold && known.From == from && known.Until > now + (Lease / 2);
        return isTold ? null : new(hold, from, now + Lease);
    }

    private static DateTimeOffset AsUtc(DateTime moment) => new(DateTime.SpecifyKind(moment, DateTimeKind.Utc));
}
