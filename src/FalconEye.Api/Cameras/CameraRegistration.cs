using FalconEye.Api.Auth;
using FalconEye.Api.Detection;
using FalconEye.Api.Problems;
using FalconEye.Api.Reconciliation;
using FalconEye.Api.Recordings.Modes;
using FalconEye.Api.Recordings.Retention;
using FalconEye.Api.Settings;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Discovery.Usb;
using FalconEye.Orchestration;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Cameras;

/// <summary>Adds cameras and changes what is known of them.</summary>
internal sealed class CameraRegistration(
    FalconEyeContext database,
    IWorkloadOrchestrator orchestrator,
    SettingsService settings,
    UsbDevices usb,
    CameraReconciler reconciler,
    LiveSources liveSources,
    DetectorOptions detector,
    Caller caller,
    TimeProvider time)
{
    /// <summary>Adds a camera: one on USB starts at once, one on the network waits for Start.</summary>
    internal async Task<Result<Camera>> CreateAsync(CreateCameraRequest request, CancellationToken cancellationToken)
    {
        var nodes = await orchestrator.ListNodesAsync(cancellationToken);
        if (!CameraSource.TryRead(request, nodes, out var source, out var field, out var problem))
        {
            return Refusal.Invalid(field, problem);
        }

        if (await source.FindProblemAsync(cancellationToken) is { } forbidden)
        {
            return Refusal.Invalid("source_url", forbidden);
        }

        var (live, wrongLive) = await LiveSources.ReadAsync(request.Protocol!.Value, request.LiveSourceUrl ?? "", null, cancellationToken);
        if (wrongLive is not null)
        {
            return wrongLive;
        }

        if (request.Protocol == CameraProtocol.Usb)
        {
            source = source.Of(await usb.FindAsync(nodes.First(node => node.Name == source.NodeName), source.DevicePath, cancellationToken));
        }

        if (CameraMetadata.ProblemOf(request.Metadata) is { } wrong)
        {
            return Refusal.Invalid("metadata", wrong);
        }

        if (await FindDuplicateAsync(source, null, cancellationToken) is { } conflict)
        {
            return conflict;
        }

        if (await FindQuotaRefusalAsync(cancellationToken) is { } refused)
        {
            return refused;
        }

        if (request.LiveSourceUrl is null && source.Address is { } address)
        {
            live = await liveSources.FindAsync(address, cancellationToken);
        }

        var camera = await DescribeAsync(request, source, live, cancellationToken);
        database.Cameras.Add(camera);
        if (await SaveNewAsync(camera, source, cancellationToken) is { } taken)
        {
            return taken;
        }

        if (camera.DesiredRunning)
        {
            await reconciler.ReconcileAsync(camera.Id, CameraService.OutcomeTimeout, cancellationToken);
            await database.Entry(camera).ReloadAsync(cancellationToken);
        }

        return camera;
    }

    /// <summary>Changes a camera. One that runs is restarted when its address or video changes.</summary>
    internal async Task<Result<Camera>> UpdateAsync(Guid id, UpdateCameraRequest request, CancellationToken cancellationToken)
    {
        if (await database.Cameras.FindAsync([id], cancellationToken) is not { } camera)
        {
            return Refusal.CameraNotFound(id);
        }

        if (camera.Status == CameraStatus.Deleting)
        {
            return Refusal.Conflict($"{camera.Name} is being deleted.");
        }

        if (CameraMetadata.ProblemOf(request.Metadata) is { } wrong)
        {
            return Refusal.Invalid("metadata", wrong);
        }

        if (!RecordingModes.TryRead(camera, request, out var recording, out var impossible))
        {
            return impossible;
        }

        if (request.Motion?.FindProblem(camera, detector) is { } problem)
        {
            return Refusal.Invalid("motion", problem);
        }

        if (request.CameraEvents?.FindProblem(camera) is { } impossibleEvents)
        {
            return Refusal.Invalid("camera_events", impossibleEvents);
        }

        CameraSource? source = null;
        if (request.SourceUrl is { } text)
        {
            (source, var refusal) = await ReadSourceAsync(camera, text, cancellationToken);
            if (refusal is not null)
            {
                return refusal;
            }
        }

        var (live, wrongLive) = await ReadLiveAsync(camera, request, source, cancellationToken);
        if (wrongLive is not null)
        {
            return wrongLive;
        }

        try
        {
            await database.ChangeAsync(camera, changed =>
            {
                Apply(changed, request, source, live);
                changed.RecordingSchedule = recording.Schedule ?? changed.RecordingSchedule;
                changed.RecordingEvents = recording.Events ?? changed.RecordingEvents;
                if (request.RecordingMode is not null)
                {
                    changed.RequestRecording(recording.Desired, Now);
                }
            }, cancellationToken);
        }
        catch (DbUpdateException e) when (e is not DbUpdateConcurrencyException && source is not null)
        {
            // Another request took the source between the check and the write, which the unique index noticed.
            database.Entry(camera).State = EntityState.Detached;
            if (await FindDuplicateAsync(source, id, cancellationToken) is { } conflict)
            {
                return conflict;
            }

            throw;
        }

        await reconciler.ReconcileAsync(id, CameraService.OutcomeTimeout, cancellationToken);
        await database.Entry(camera).ReloadAsync(cancellationToken);
        return camera;
    }

    /// <summary>The camera that has a source already, as far as the caller may know it.</summary>
    internal Task<Refusal?> FindDuplicateAsync(CameraSource source, Guid? except, CancellationToken cancellationToken) =>
        DuplicateCamera.FindAsync(database, source.Identities, except, caller, cancellationToken);

    /// <summary>Why the caller may not add another camera, or <see langword="null"/>.</summary>
    internal Task<Refusal?> FindQuotaRefusalAsync(CancellationToken cancellationToken) =>
        CameraQuota.FindRefusalAsync(database, caller, cancellationToken);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <returns>The address of the small stream from now on, or why it cannot be used. One that the camera was asked for is asked for again.</returns>
    private async Task<(string? Url, Refusal? Refusal)> ReadLiveAsync(
        Camera camera, UpdateCameraRequest request, CameraSource? source, CancellationToken cancellationToken)
    {
        if (request.LiveSourceUrl is { } text)
        {
            return await LiveSources.ReadAsync(camera.Protocol, text, camera, cancellationToken);
        }

        return source is { Address: { } address } && address.WithCredentials != camera.SourceUrl && LiveSources.IsFound(camera)
            ? (await liveSources.FindAsync(address, cancellationToken), null)
            : (camera.LiveSourceUrl, null);
    }

    private void Apply(Camera camera, UpdateCameraRequest request, CameraSource? source, string? live)
    {
        var before = (camera.SourceUrl, camera.LiveSourceUrl, camera.Resolution, camera.Framerate);
        if (source is not null)
        {
            (camera.SourceUrl, camera.DevicePath, camera.SourceIdentity) = (source.Address!.WithCredentials, source.DevicePath, source.Identity);
        }

        camera.LiveSourceUrl = live;
        camera.UpdatedAt = Now;
        camera.Name = request.Name ?? camera.Name;
        camera.Location = request.Location is "" ? null : request.Location ?? camera.Location;
        camera.Resolution = request.Resolution ?? camera.Resolution;
        camera.Framerate = request.Framerate ?? camera.Framerate;
        camera.KeepDays = RetentionLimits.ZeroIsNone(request.Retention?.KeepDays ?? camera.KeepDays);
        camera.KeepEventDays = RetentionLimits.ZeroIsNone(request.Retention?.KeepEventDays ?? camera.KeepEventDays);
        camera.MaxGb = RetentionLimits.ZeroIsNone(request.Retention?.MaxGb ?? camera.MaxGb);
        camera.Motion = request.Motion?.Over(camera.Motion).Write() ?? camera.Motion;
        camera.TakesEvents = request.CameraEvents?.Enabled ?? camera.TakesEvents;
        if (request.Metadata is { } metadata)
        {
            camera.Metadata = CameraMetadata.ToStored(metadata);
        }

        if (camera.DesiredRunning && before != (camera.SourceUrl, camera.LiveSourceUrl, camera.Resolution, camera.Framerate))
        {
            camera.RequestRestart(Now);
        }
    }

    private async Task<(CameraSource? Source, Refusal? Refusal)> ReadSourceAsync(Camera camera, string text, CancellationToken cancellationToken)
    {
        if (camera.Protocol == CameraProtocol.Usb)
        {
            return (null, Refusal.Invalid("source_url", "A USB camera has no address. To use another device, delete the camera and add it again."));
        }

        if (!CameraSource.TryRestoreSecrets(camera, text, out var address, out var unknown))
        {
            return (null, Refusal.Invalid("source_url", unknown));
        }

        if (!CameraSource.TryReadAddress(camera.Protocol, address, camera.NodeName, out var source, out var field, out var problem))
        {
            return (null, Refusal.Invalid(field, problem));
        }

        return await source.FindProblemAsync(cancellationToken) is { } forbidden
            ? (null, Refusal.Invalid("source_url", forbidden))
            : (source, await FindDuplicateAsync(source, camera.Id, cancellationToken));
    }

    /// <summary>
    /// Stores the camera. Another request may have added one between the check and the write, which the unique indexes notice: the same
    /// camera is a conflict, another of the same name only takes the plain slug.
    /// </summary>
    private async Task<Refusal?> SaveNewAsync(Camera camera, CameraSource source, CancellationToken cancellationToken)
    {
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            if (await FindDuplicateAsync(source, null, cancellationToken) is { } conflict)
            {
                return conflict;
            }
        }

        database.Entry(camera).Property(added => added.Slug).CurrentValue = WorkloadSlug.For(camera.Name, camera.Id, _ => true);
        await database.SaveChangesAsync(cancellationToken);
        return null;
    }

    private async Task<Camera> DescribeAsync(CreateCameraRequest request, CameraSource source, string? live, CancellationToken cancellationToken)
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
            LiveSourceUrl = live,
            DevicePath = source.DevicePath,
            NodeName = source.NodeName,
            SourceIdentity = source.Identity,
            Resolution = request.Resolution ?? settings.Current.DefaultResolution,
            Framerate = request.Framerate ?? settings.Current.DefaultFramerate,
            Metadata = CameraMetadata.ToStored(request.Metadata),
            CreatedById = caller.UserId,
            CreatedAt = Now,
            UpdatedAt = Now,
        };
        if (camera.Protocol == CameraProtocol.Usb)
        {
            camera.RequestStart(Now);
        }

        return camera;
    }
}
