using FalconEye.Api.Auth;
using FalconEye.Api.Problems;
using FalconEye.Api.Reconciliation;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Cameras;

/// <summary>Cameras: listing, adding, changing, deleting, starting and stopping (api.md, "Cameras").</summary>
internal static class CameraEndpoints
{
    internal static RouteGroupBuilder MapCameras(this IEndpointRouteBuilder app)
    {
        var cameras = app.MapGroup("/api/cameras").WithTags("Cameras").RequireAuthorization(Policies.Viewer).WithinOwnCameras();
        cameras.MapGet("/", ListCameras);
        cameras.MapPost("/", CreateCamera.HandleAsync).RequireAuthorization(Policies.Operator);
        cameras.MapGet("/{id:guid}", GetCamera);
        cameras.MapPatch("/{id:guid}", UpdateCamera.HandleAsync).RequireAuthorization(Policies.Operator);
        cameras.MapDelete("/{id:guid}", DeleteCamera).RequireAuthorization(Policies.Operator);
        cameras.MapPost("/{id:guid}/start", StartCamera).RequireAuthorization(Policies.Operator);
        cameras.MapPost("/{id:guid}/stop", StopCamera).RequireAuthorization(Policies.Operator);
        cameras.MapPost("/{id:guid}/restart", RestartCamera).RequireAuthorization(Policies.Operator);
        cameras.MapGet("/{id:guid}/stream-info", GetStreamInfo);
        return cameras;
    }

    private static async Task<Ok<CameraListResponse>> ListCameras(
        FalconEyeContext database,
        CameraMapper mapper,
        Caller caller,
        WireName<CameraProtocol>? protocol = null,
        WireName<CameraStatus>? status = null,
        string? node = null,
        CancellationToken cancellationToken = default)
    {
        var (wantedProtocol, wantedStatus) = (protocol?.Value, status?.Value);
        var query = database.Cameras.AsNoTracking().Of(caller)
            .Where(camera => wantedProtocol == null || camera.Protocol == wantedProtocol)
            .Where(camera => wantedStatus == null || camera.Status == wantedStatus)
            .Where(camera => node == null || camera.NodeName == node)
            .OrderByDescending(camera => camera.CreatedAt)
            .ThenBy(camera => camera.Id);
        var cameras = await query.ToListAsync(cancellationToken);
        return TypedResults.Ok(new CameraListResponse([.. cameras.Select(mapper.ToResponse)], cameras.Count));
    }

    private static async Task<Results<Ok<CameraResponse>, ProblemHttpResult>> GetCamera(
        Guid id, FalconEyeContext database, CameraMapper mapper, CancellationToken cancellationToken) =>
        await database.Cameras.FindAsync([id], cancellationToken) is { } camera
            ? TypedResults.Ok(mapper.ToResponse(camera))
            : Problem.CameraNotFound(id);

    private static async Task<Results<Ok<StreamInfoResponse>, ProblemHttpResult>> GetStreamInfo(
        Guid id, FalconEyeContext database, CameraMapper mapper, CancellationToken cancellationToken)
    {
        if (await database.Cameras.FindAsync([id], cancellationToken) is not { } camera)
        {
            return Problem.CameraNotFound(id);
        }

        var shown = mapper.ToResponse(camera);
        return TypedResults.Ok(new StreamInfoResponse(id, shown.Name, shown.StreamUrl, shown.ControlUrl, shown.Protocol, shown.Status));
    }

    private static async Task<Results<Ok<CameraActionResponse>, ProblemHttpResult>> DeleteCamera(
        Guid id, FalconEyeContext database, CameraReconciler reconciler, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await database.Cameras.FindAsync([id], cancellationToken) is not { } camera)
        {
            return Problem.CameraNotFound(id);
        }

        if (camera.Status == CameraStatus.Deleting)
        {
            return Problem.BadRequest($"{camera.Name} is being deleted already.");
        }

        await database.ChangeAsync(camera, wanted => wanted.RequestDeletion(time.GetUtcNow().UtcDateTime), cancellationToken);
        reconciler.Wake(id);
        return TypedResults.Ok(new CameraActionResponse($"{camera.Name} is being deleted; its recordings are kept.", id));
    }

    internal static Task<Results<Ok<CameraActionResponse>, ProblemHttpResult>> StartCamera(
        Guid id, FalconEyeContext database, CameraReconciler reconciler, CameraMapper mapper, TimeProvider time, CancellationToken cancellationToken) =>
        ActAsync(id, database, reconciler, mapper, "is starting", camera => camera.RequestStart(time.GetUtcNow().UtcDateTime), cancellationToken);

    internal static Task<Results<Ok<CameraActionResponse>, ProblemHttpResult>> StopCamera(
        Guid id, FalconEyeContext database, CameraReconciler reconciler, CameraMapper mapper, TimeProvider time, CancellationToken cancellationToken) =>
        ActAsync(id, database, reconciler, mapper, "is stopped", camera => camera.RequestStop(time.GetUtcNow().UtcDateTime), cancellationToken);

    internal static async Task<Results<Ok<CameraActionResponse>, ProblemHttpResult>> RestartCamera(
        Guid id, FalconEyeContext database, CameraReconciler reconciler, CameraMapper mapper, TimeProvider time, CancellationToken cancellationToken)
    {
        await reconciler.RestartWorkloadsAsync(id, cancellationToken);
        return await ActAsync(
            id, database, reconciler, mapper, "is starting again", camera => camera.RequestRestart(time.GetUtcNow().UtcDateTime), cancellationToken);
    }

    /// <summary>Notes what a person wants, makes it so, and answers with what there is then.</summary>
    private static async Task<Results<Ok<CameraActionResponse>, ProblemHttpResult>> ActAsync(
        Guid id,
        FalconEyeContext database,
        CameraReconciler reconciler,
        CameraMapper mapper,
        string outcome,
        Action<Camera> change,
        CancellationToken cancellationToken)
    {
        if (await database.Cameras.FindAsync([id], cancellationToken) is not { } camera)
        {
            return Problem.CameraNotFound(id);
        }

        if (camera.Status == CameraStatus.Deleting)
        {
            return Problem.Conflict($"{camera.Name} is being deleted.");
        }

        await database.ChangeAsync(camera, change, cancellationToken);
        await reconciler.ReconcileAsync(id, cancellationToken);
        var shown = mapper.ToResponse(camera);
        return TypedResults.Ok(
            new CameraActionResponse($"{camera.Name} {outcome}.", id, shown.DeploymentName, shown.ServiceName, shown.StreamPort));
    }
}
