using FalconEye.Api.Auth;
using FalconEye.Api.Problems;
using FalconEye.Api.Reconciliation;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Cameras;

/// <summary>Changes a camera. The reconciler sees by the changed workload whether a running one must be started afresh.</summary>
internal static class UpdateCamera
{
    internal static async Task<Results<Ok<CameraResponse>, ProblemHttpResult>> HandleAsync(
        Guid id,
        UpdateCameraRequest request,
        FalconEyeContext database,
        CameraReconciler reconciler,
        CameraMapper mapper,
        Caller caller,
        TimeProvider time,
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

        if (CameraMetadata.ProblemOf(request.Metadata) is { } wrong)
        {
            return Problem.Invalid("metadata", wrong);
        }

        var before = (camera.SourceUrl, camera.Resolution, camera.Framerate);
        if (await ChangeSourceAsync(camera, request.SourceUrl, database, caller, cancellationToken) is { } problem)
        {
            return problem;
        }

        var (sourceUrl, devicePath, identity) = (camera.SourceUrl, camera.DevicePath, camera.SourceIdentity);
        await database.ChangeAsync(camera, wanted =>
        {
            (wanted.SourceUrl, wanted.DevicePath, wanted.SourceIdentity) = (sourceUrl, devicePath, identity);
            Apply(wanted, request, time.GetUtcNow().UtcDateTime);
            if (wanted.WantedRunning && before != (wanted.SourceUrl, wanted.Resolution, wanted.Framerate))
            {
                wanted.RequestRestart(wanted.UpdatedAt);
            }
        }, cancellationToken);
        await reconciler.ReconcileAsync(id, cancellationToken);
        await database.Entry(camera).ReloadAsync(cancellationToken);
        return TypedResults.Ok(mapper.ToResponse(camera));
    }

    private static void Apply(Camera camera, UpdateCameraRequest request, DateTime now)
    {
        camera.UpdatedAt = now;
        camera.Name = request.Name ?? camera.Name;
        camera.Location = request.Location is "" ? null : request.Location ?? camera.Location;
        camera.Resolution = request.Resolution ?? camera.Resolution;
        camera.Framerate = request.Framerate ?? camera.Framerate;
        if (request.Metadata is { } metadata)
        {
            camera.Metadata = CameraMetadata.ToStored(metadata);
        }
    }

    private static async Task<ProblemHttpResult?> ChangeSourceAsync(
        Camera camera, string? text, FalconEyeContext database, Caller caller, CancellationToken cancellationToken)
    {
        if (text is null)
        {
            return null;
        }

        if (camera.Protocol == CameraProtocol.Usb)
        {
            return Problem.Invalid("source_url", "A USB camera has no address. To use another device, delete the camera and add it again.");
        }

        if (!CameraSource.TryRestoreSecrets(camera, text, out var address, out var unknown))
        {
            return Problem.Invalid("source_url", unknown);
        }

        if (!CameraSource.TryReadAddress(camera.Protocol, address, camera.NodeName, out var source, out var field, out var problem))
        {
            return Problem.Invalid(field, problem);
        }

        if (await source.FindProblemAsync(cancellationToken) is { } forbidden)
        {
            return Problem.Invalid("source_url", forbidden);
        }

        (camera.SourceUrl, camera.DevicePath, camera.SourceIdentity) = (source.Address!.WithCredentials, source.DevicePath, source.Identity);
        return await DuplicateCamera.FindAsync(database, source.Identities, camera.Id, caller, cancellationToken);
    }
}
