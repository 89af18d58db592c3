using System.Text.Json;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Events.Conditions;

/// <summary>Decides what is wrong with a camera that is to run. Pure: the same facts give the same answer.</summary>
internal static class CameraConditions
{
    /// <summary>A start or restart takes so long; only then is it no start any more.</summary>
    internal static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);

    /// <summary>Between two files, and after a start, there is no recording for a moment.</summary>
    internal static readonly TimeSpan RecordingStartTime = TimeSpan.FromSeconds(30);

    /// <summary>What a camera's row says of its state.</summary>
    /// <param name="Id">The camera.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Status">Its observed status.</param>
    /// <param name="Error">Why there is no picture, as text for users.</param>
    /// <param name="StatusSince">When the status was last observed to change, UTC.</param>
    /// <param name="StartRequestedAt">When a start was last requested, UTC.</param>
    internal sealed record Facts(Guid Id, string Name, CameraStatus Status, string? Error, DateTime StatusSince, DateTime? StartRequestedAt);

    /// <summary>That a camera which is to run gives no picture; <see langword="null"/> when it does, or is only just starting.</summary>
    internal static Condition? FindOffline(Facts camera, DateTime now)
    {
        var isOffline = camera.Status == CameraStatus.Error
            || (camera.Status == CameraStatus.Creating && now - Later(camera.StatusSince, camera.StartRequestedAt) > StartTime);
        if (!isOffline)
        {
            return null;
        }

        var reason = camera.Error ?? "it does not come up.";
        return new(
            EventKinds.CameraOffline,
            camera.Id,
            null,
            camera.StatusSince,
            $"{camera.Name} is offline: {reason}",
            JsonSerializer.Serialize(new { status = camera.Status.ToString().ToLowerInvariant(), error = camera.Error }));
    }

    /// <summary>
    /// A camera that should be recorded now and is not; <see langword="null"/> when that has not lasted long enough to report.
    /// </summary>
    /// <param name="camera">The camera.</param>
    /// <param name="missingSince">Since when there has been no recording, UTC.</param>
    /// <param name="now">Now, UTC.</param>
    internal static Condition? FindMissingRecording(Facts camera, DateTime missingSince, DateTime now) =>
        now - missingSince <= RecordingStartTime
            ? null
            : new(
                EventKinds.RecordingMissing,
                camera.Id,
                null,
                missingSince,
                $"{camera.Name} is not recorded{(camera.Error is { } error ? $": {error}" : " though it is to be.")}",
                JsonSerializer.Serialize(new { status = camera.Status.ToString().ToLowerInvariant(), error = camera.Error }));

    private static DateTime Later(DateTime a, DateTime? b) => b > a ? b.Value : a;
}
