using FalconEye.Api.Auth.Users;
using FalconEye.Api.Problems;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Data.Events;
using FalconEye.Data.Recordings;

namespace FalconEye.Api.Auth;

/// <summary>Keeps callers to their own cameras: of the others they see nothing, not even that they exist.</summary>
internal static class CameraScope
{
    /// <summary>Answers 404 on <c>/{id}</c> of another's camera.</summary>
    internal static RouteGroupBuilder WithinOwnCameras(this RouteGroupBuilder cameras)
    {
        cameras.AddEndpointFilter(async (call, next) =>
            Guid.TryParse(call.HttpContext.GetRouteValue("id") as string, out var id) && !Caller.Of(call.HttpContext.User).MayUse(id)
                ? Problem.CameraNotFound(id)
                : await next(call));
        return cameras;
    }

    /// <summary>Answers 404 on <c>/{id}</c> of a recording of another's camera.</summary>
    internal static RouteGroupBuilder WithinRecordingsOfOwnCameras(this RouteGroupBuilder recordings)
    {
        recordings.AddEndpointFilter(async (call, next) =>
        {
            var caller = Caller.Of(call.HttpContext.User);
            if (caller.Cameras is null || call.HttpContext.GetRouteValue("id") is not string id)
            {
                return await next(call);
            }

            var database = call.HttpContext.RequestServices.GetRequiredService<FalconEyeContext>();
            var recording = await database.Recordings.FindAsync([id], call.HttpContext.RequestAborted);
            return recording is not null && !caller.MayUse(CameraOf(recording))
                ? Problem.NotFound($"There is no recording {id}.")
                : await next(call);
        });
        return recordings;
    }

    /// <summary>The camera of a recording, also when it is deleted: the recording's id begins with it.</summary>
    internal static Guid? CameraOf(Recording recording) =>
        recording.CameraId ?? (Guid.TryParse(recording.Id.Split('_')[0], out var id) ? id : null);

    /// <summary>
    /// Whether a caller may report a recording. Who may use only some cameras reports only these, under ids and in folders of theirs, so
    /// that no recorder can pass another camera's recording off as its own.
    /// </summary>
    internal static bool MayReport(this Caller caller, RecordingOpened report) =>
        caller.Cameras is null
        || (caller.MayUse(report.CameraId)
            && report.Id.StartsWith($"{report.CameraId}_", StringComparison.Ordinal)
            && Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(report.FilePath))) == report.CameraId.ToString());

    /// <summary>The cameras that a caller may use.</summary>
    internal static IQueryable<Camera> Of(this IQueryable<Camera> cameras, Caller caller) =>
        caller.Cameras is { } own ? cameras.Where(camera => own.Contains(camera.Id)) : cameras;

    /// <summary>The recordings of cameras that a caller may use.</summary>
    internal static IQueryable<Recording> Of(this IQueryable<Recording> recordings, Caller caller) =>
        caller.Cameras is { } own ? recordings.Where(recording => recording.CameraId != null && own.Contains(recording.CameraId.Value)) : recordings;

    /// <summary>What happened to cameras that a caller may use. What users did with their logins is for administrators.</summary>
    internal static IQueryable<LoggedEvent> Of(this IQueryable<LoggedEvent> events, Caller caller) =>
        caller.Cameras is { } own ? events.Where(item => item.CameraId != null && own.Contains(item.CameraId.Value))
        : caller.IsAdministrator ? events
        : events.Where(item => !AccountEvents.Kinds.Contains(item.Kind));
}
