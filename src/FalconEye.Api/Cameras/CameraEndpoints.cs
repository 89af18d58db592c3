using FalconEye.Api.Auth;
using FalconEye.Api.Problems;
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
        cameras.MapPost("/", CreateCamera).RequireAuthorization(Policies.Operator);
        cameras.MapGet("/{id:guid}", GetCamera);
        cameras.MapPatch("/{id:guid}", UpdateCamera).RequireAuthorization(Policies.Operator);
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

    private static async Task<Results<Created<CameraResponse>, ProblemHttpResult>> CreateCamera(
        CreateCameraRequest request, CameraRegistration cameras, CameraMapper mapper, CancellationToken cancellationToken) =>
        (await cameras.CreateAsync(request, cancellationToken)).TryGet(out var camera, out var refusal)
            ? TypedResults.Created($"/api/cameras/{camera.Id}", mapper.ToResponse(camera))
            : Problem.Of(refusal);

    private static async Task<Results<Ok<CameraResponse>, ProblemHttpResult>> UpdateCamera(
        Guid id, UpdateCameraRequest request, CameraRegistration cameras, CameraMapper mapper, CancellationToken cancellationToken) =>
        (await cameras.UpdateAsync(id, request, cancellationToken)).TryGet(out var camera, out var refusal)
            ? TypedResults.Ok(mapper.ToResponse(camera))
            : Problem.Of(refusal);

    private static async Task<Results<Ok<CameraActionResponse>, ProblemHttpResult>> DeleteCamera(
        Guid id, CameraService cameras, CancellationToken cancellationToken) =>
        (await cameras.DeleteAsync(id, cancellationToken)).TryGet(out var camera, out var refusal)
            ? TypedResults.Ok(new CameraActionResponse($"{camera.Name} is being deleted; its recordings are kept.", id))
            : Problem.Of(refusal);

    private static async Task<Results<Ok<CameraActionResponse>, ProblemHttpResult>> StartCamera(
        Guid id, CameraService cameras, CameraMapper mapper, CancellationToken cancellationToken) =>
        ToResult(await cameras.StartAsync(id, cancellationToken), mapper, "is starting");

    private static async Task<Results<Ok<CameraActionResponse>, ProblemHttpResult>> StopCamera(
        Guid id, CameraService cameras, CameraMapper mapper, CancellationToken cancellationToken) =>
        ToResult(await cameras.StopAsync(id, cancellationToken), mapper, "is stopped", "is stopping");

    private static async Task<Results<Ok<CameraActionResponse>, ProblemHttpResult>> RestartCamera(
        Guid id, CameraService cameras, CameraMapper mapper, CancellationToken cancellationToken) =>
        ToResult(await cameras.RestartAsync(id, cancellationToken), mapper, "is starting again");

    private static Results<Ok<CameraActionResponse>, ProblemHttpResult> ToResult(
        Result<Camera> result, CameraMapper mapper, string outcome, string? whileItHasPrograms = null)
    {
        if (!result.TryGet(out var camera, out var refusal))
        {
            return Problem.Of(refusal);
        }

        var shown = mapper.ToResponse(camera);
        return TypedResults.Ok(
            new CameraActionResponse(
                $"{camera.Name} {(shown.DeploymentName is null ? outcome : whileItHasPrograms ?? outcome)}.", camera.Id, shown.DeploymentName, shown.ServiceName, shown.StreamPort));
    }
}
