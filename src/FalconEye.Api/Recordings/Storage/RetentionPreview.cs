using FalconEye.Api.Auth;
using FalconEye.Api.Recordings.Retention;
using FalconEye.Api.Settings;
using FalconEye.Data.Cameras;

namespace FalconEye.Api.Recordings.Storage;

/// <summary>Says what limits would delete, before they are in force.</summary>
internal sealed class RetentionPreview(IOldestRecordings oldest, RetentionScenes scenes, SettingsService settings)
{
    /// <summary>More are not counted: what matters is that it is a lot.</summary>
    private const int Most = 100_000;

    /// <summary>What would be deleted at once.</summary>
    /// <param name="request">The limits; what is absent is as now.</param>
    /// <param name="cameraId">Whose limits they are; <see langword="null"/> for the whole system's.</param>
    /// <param name="caller">Who asks: of other cameras than theirs nothing is said.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async Task<RetentionPreviewResponse> ReadAsync(
        RetentionRequest request, Guid? cameraId, Caller caller, CancellationToken cancellationToken)
    {
        var current = settings.Current.Retention ?? RetentionLimits.None;
        var scene = await scenes.ReadAsync(
            cameraId is null ? current.With(request) : current, camera => LimitsOf(camera, request, cameraId), cancellationToken);
        var planned = await new RetentionPlan(scene, oldest, Most).DecideAsync(cancellationToken);
        var cameras = planned.Where(deletion => caller.MayUse(deletion.Row.CameraId))
            .GroupBy(deletion => deletion.Row.CameraId)
            .Select(group => new PreviewedCamera(
                group.Key,
                scene.Cameras.FirstOrDefault(camera => camera.Id == group.Key)?.Name ?? group.First().Row.CameraName,
                group.Count(),
                group.Sum(deletion => deletion.Row.Bytes ?? 0),
                group.Max(deletion => deletion.Row.LatestEnd)))
            .OrderByDescending(camera => camera.Bytes)
            .ToList();
        return new(cameras.Sum(camera => camera.Recordings), cameras.Sum(camera => camera.Bytes), planned.Count < Most, cameras);
    }

    private static CameraRetention LimitsOf(Camera camera, RetentionRequest request, Guid? cameraId)
    {
        var own = CameraRetention.Of(camera);
        return camera.Id != cameraId ? own : new()
        {
            KeepDays = RetentionLimits.ZeroIsNone(request.KeepDays ?? own.KeepDays),
            KeepEventDays = RetentionLimits.ZeroIsNone(request.KeepEventDays ?? own.KeepEventDays),
            MaxGb = RetentionLimits.ZeroIsNone(request.MaxGb ?? own.MaxGb),
        };
    }
}

/// <summary>What limits would delete at once.</summary>
/// <param name="Recordings">How many recordings.</param>
/// <param name="Bytes">How much that makes free.</param>
/// <param name="IsComplete">False when there are more, which were not counted.</param>
/// <param name="Cameras">Each camera's part, the largest first.</param>
public sealed record RetentionPreviewResponse(int Recordings, long Bytes, bool IsComplete, IReadOnlyList<PreviewedCamera> Cameras);

/// <summary>What of a camera would go.</summary>
/// <param name="Id">The camera; null once it is deleted.</param>
/// <param name="Name">Its name.</param>
/// <param name="Recordings">How many recordings.</param>
/// <param name="Bytes">What they take.</param>
/// <param name="Until">The end of the newest of them, UTC: what is older goes.</param>
public sealed record PreviewedCamera(Guid? Id, string Name, int Recordings, long Bytes, DateTime Until);
