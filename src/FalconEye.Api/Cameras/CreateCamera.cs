using FalconEye.Api.Auth;
using FalconEye.Api.Discovery.Usb;
using FalconEye.Api.Problems;
using FalconEye.Api.Reconciliation;
using FalconEye.Api.Settings;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Orchestration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Cameras;

/// <summary>Adds a camera: one on USB starts at once, one on the network waits for Start.</summary>
internal static class CreateCamera
{
    internal static async Task<Results<Created<CameraResponse>, ProblemHttpResult>> HandleAsync(
        CreateCameraRequest request,
        FalconEyeContext database,
        IWorkloadOrchestrator orchestrator,
        SettingsService settings,
        UsbDevices usb,
        CameraReconciler reconciler,
        CameraMapper mapper,
        Caller caller,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var nodes = await orchestrator.ListNodesAsync(cancellationToken);
        if (!CameraSource.TryRead(request, nodes, out var source, out var field, out var problem))
        {
            return Problem.Invalid(field, problem);
        }

        if (await source.FindProblemAsync(cancellationToken) is { } forbidden)
        {
            return Problem.Invalid("source_url", forbidden);
        }

        if (request.Protocol == CameraProtocol.Usb)
        {
            source = source.Of(await usb.FindAsync(nodes.First(node => node.Name == source.NodeName), source.DevicePath, cancellationToken));
        }

        if (CameraMetadata.ProblemOf(request.Metadata) is { } wrong)
        {
            return Problem.Invalid("metadata", wrong);
        }

        if (await DuplicateCamera.FindAsync(database, source.Identities, null, caller, cancellationToken) is { } conflict)
        {
            return conflict;
        }

        if (await CameraQuota.ProblemOfAsync(database, caller, cancellationToken) is { } refused)
        {
            return refused;
        }

        var camera = await DescribeAsync(request, source, database, settings.Current, caller, time.GetUtcNow().UtcDateTime, cancellationToken);
        database.Cameras.Add(camera);
        if (await SaveAsync(camera, source, database, caller, cancellationToken) is { } taken)
        {
            return taken;
        }

        if (camera.WantedRunning)
        {
            await reconciler.ReconcileAsync(camera.Id, cancellationToken);
            await database.Entry(camera).ReloadAsync(cancellationToken);
        }

        return TypedResults.Created($"/api/cameras/{camera.Id}", mapper.ToResponse(camera));
    }

    /// <summary>
    /// Stores the camera. Somebody may have added one between the look and the write, which the unique indexes notice: the same camera is a
    /// conflict, another of the same name only takes the plain slug.
    /// </summary>
    private static async Task<ProblemHttpResult?> SaveAsync(
        Camera camera, CameraSource source, FalconEyeContext database, Caller caller, CancellationToken cancellationToken)
    {
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            if (await DuplicateCamera.FindAsync(database, source.Identities, null, caller, cancellationToken) is { } conflict)
            {
                return conflict;
            }
        }

        database.Entry(camera).Property(added => added.Slug).CurrentValue = WorkloadSlug.For(camera.Name, camera.Id, _ => true);
        await database.SaveChangesAsync(cancellationToken);
        return null;
    }

    private static async Task<Camera> DescribeAsync(
        CreateCameraRequest request,
        CameraSource source,
        FalconEyeContext database,
        SystemSettings settings,
        Caller caller,
        DateTime now,
        CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid();
        var plain = WorkloadSlug.For(request.Name!, id, _ => false);
        var taken = await database.Cameras.AnyAsync(other => other.Slug == plain, cancellationToken);
        var camera = new Camera
        {
            Id = id,
            Name = request.Name!,
            Slug = WorkloadSlug.For(request.Name!, id, _ => taken),
            Protocol = request.Protocol!.Value,
            Location = request.Location,
            SourceUrl = source.Address?.WithCredentials,
            DevicePath = source.DevicePath,
            NodeName = source.NodeName,
            SourceIdentity = source.Identity,
            Resolution = request.Resolution ?? settings.DefaultResolution,
            Framerate = request.Framerate ?? settings.DefaultFramerate,
            Metadata = CameraMetadata.ToStored(request.Metadata),
            CreatedById = caller.UserId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        if (camera.Protocol == CameraProtocol.Usb)
        {
            camera.RequestStart(now);
        }

        return camera;
    }
}
