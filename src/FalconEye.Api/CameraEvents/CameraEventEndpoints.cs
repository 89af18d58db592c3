using FalconEye.Api.Auth;
using FalconEye.Api.Problems;
using FalconEye.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.CameraEvents;

/// <summary>How the taking of a camera's own events fares (api.md, "Additions"). The switch is one of the camera's settings.</summary>
internal static class CameraEventEndpoints
{
    internal static RouteGroupBuilder MapCameraEvents(this RouteGroupBuilder cameras)
    {
        cameras.MapGet("/{id:guid}/camera-events", GetCameraEvents).RequireAuthorization(Policies.Operator);
        return cameras;
    }

    private static async Task<Results<Ok<CameraEventsResponse>, ProblemHttpResult>> GetCameraEvents(
        Guid id, FalconEyeContext database, CancellationToken cancellationToken) =>
        await database.Cameras.FindAsync([id], cancellationToken) is { } camera
            ? TypedResults.Ok(CameraEventsResponse.Of(camera, await database.CameraSubscriptions.FindAsync([id], cancellationToken)))
            : Problem.CameraNotFound(id);
}
