using FalconEye.Api.Cameras;
using FalconEye.Api.Detection;
using FalconEye.Api.Events;
using FalconEye.Api.Motion;
using FalconEye.Api.Settings;
using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Orchestration;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Reconciliation;

/// <summary>One pass over one camera: compares its desired with its observed state and does the next thing.</summary>
internal sealed partial class CameraReconciliation(
    FalconEyeContext database,
    IWorkloadOrchestrator orchestrator,
    WorkloadSpecs specs,
    WorkloadDeployment workloads,
    RecordingReconciliation recordings,
    CameraHealthReader health,
    CameraIngests ingests,
    MotionLog motion,
    ObjectDetection objects,
    SettingsService settings,
    CameraMapper mapper,
    EventStream events,
    TimeProvider time,
    ILogger<CameraReconciliation> logger)
{
    /// <summary>How long a recorder that was stopped may take to report the end of its recording, before it is ended itself.</summary>
    private static readonly TimeSpan ReportTimeout = TimeSpan.FromSeconds(5);

    internal async Task<PassResult> RunAsync(Guid id, CameraRuntime runtime, WorkerSlots slots, CancellationToken cancellationToken)
    {
        if (await database.Cameras.FindAsync([id], cancellationToken) is not { } camera)
        {
            return PassResult.Gone;
        }

        if (camera.Status == CameraStatus.Deleting)
        {
            return await DeleteAsync(camera, runtime, slots, cancellationToken);
        }

        if (!camera.DesiredRunning)
        {
            return await StopAsync(camera, runtime, slots, cancellationToken);
        }

        if (runtime.TakeRestart())
        {
            await RestartAsync(camera, slots, cancellationToken);
        }

        return await KeepRunningAsync(camera, runtime, slots, cancellationToken);
    }

    private async Task<PassResult> DeleteAsync(Camera camera, CameraRuntime runtime, WorkerSlots slots, CancellationToken cancellationToken)
    {
        if (await EndWorkloadsAsync(camera, runtime, slots, cancellationToken) is { } left)
        {
            return new(PassPace.Soon, left);
        }

        await RemoveAsync(camera, cancellationToken);
        return PassResult.Gone;
    }

    private async Task<PassResult> StopAsync(Camera camera, CameraRuntime runtime, WorkerSlots slots, CancellationToken cancellationToken)
    {
        runtime.NextStart = 0;
        runtime.ComingUpSince = null;
        return await EndWorkloadsAsync(camera, runtime, slots, cancellationToken) is { } left
            ? new(PassPace.Soon, left)
            : new(PassPace.None, RecordingObservation.Off);
    }

    /// <summary>Ends the recorder first, so that its file is finished and reported, then the camera.</summary>
    /// <returns>What is left of the recording; <see langword="null"/> when both workloads are gone.</returns>
    private async Task<RecordingObservation?> EndWorkloadsAsync(
        Camera camera, CameraRuntime runtime, WorkerSlots slots, CancellationToken cancellationToken)
    {
        if (await recordings.StopBeforeEndAsync(camera, slots, cancellationToken))
        {
            runtime.ReportsUntil = time.GetTimestamp() + (long)(ReportTimeout.TotalSeconds * time.TimestampFrequency);
        }

        if (time.GetTimestamp() < runtime.ReportsUntil && await IsBeingReportedAsync(camera.Id, cancellationToken))
        {
            return new(RecordingPhase.Stopping, "Its recorder is reporting the end of the recording.");
        }

        var ended = await workloads.TryDeleteAsync(new(camera.Id, WorkloadComponent.Recorder), camera.Name, slots, cancellationToken)
            & await workloads.TryDeleteAsync(new(camera.Id, WorkloadComponent.Camera), camera.Name, slots, cancellationToken);
        runtime.Recorder = null;
        objects.Forget(camera.Id);
        await PublishWorkloadAsync(camera, runtime, cancellationToken);
        return ended ? null : new(RecordingPhase.Stopping, "Its programs have not ended yet.");
    }

    private Task<bool> IsBeingReportedAsync(Guid id, CancellationToken cancellationToken) => database.Recordings
        .AnyAsync(recording => recording.CameraId == id && recording.Status == RecordingStatus.Recording, cancellationToken);

    private async Task RestartAsync(Camera camera, WorkerSlots slots, CancellationToken cancellationToken)
    {
        try
        {
            await slots.RestartAsync(async () =>
            {
                await orchestrator.RestartAsync(new(camera.Id, WorkloadComponent.Recorder), cancellationToken);
                await orchestrator.RestartAsync(new(camera.Id, WorkloadComponent.Camera), cancellationToken);
            }, cancellationToken);
        }
        catch (OrchestrationException e)
        {
            LogNotRestarted(camera.Name, e.Message);
        }
    }

    private async Task<PassResult> KeepRunningAsync(Camera camera, CameraRuntime runtime, WorkerSlots slots, CancellationToken cancellationToken)
    {
        ResetOnNewRequest(camera, runtime);
        var workload = time.GetTimestamp() < runtime.NextStart
            ? null
            : await DeployCameraAsync(camera, runtime, slots, cancellationToken);
        if (workload is not null && !await UpdateStatusAsync(camera, workload, runtime, slots, cancellationToken))
        {
            // The request that came meanwhile gets the next pass.
            return new(PassPace.Soon, new RecordingObservation(RecordingPhase.Starting));
        }

        await PublishWorkloadAsync(camera, runtime, cancellationToken);
        var recording = await recordings.RunAsync(camera, orchestrator.Find(new(camera.Id, WorkloadComponent.Camera)), runtime, slots, cancellationToken);
        var pace = recording.Phase is RecordingPhase.Starting or RecordingPhase.Stopping ? PassPace.Soon
            : runtime.Motion is not null ? PassPace.Watching
            : PassPace.Regular;
        return new(pace, recording);
    }

    /// <summary>A click on Start or Restart ends every pause.</summary>
    private static void ResetOnNewRequest(Camera camera, CameraRuntime runtime)
    {
        if (runtime.StartRequest == camera.StartRequestedAt)
        {
            return;
        }

        (runtime.StartRequest, runtime.NextStart, runtime.ComingUpSince) = (camera.StartRequestedAt, 0, null);
        runtime.NextDeployment.Clear();
        runtime.StartBackoff.Reset();
    }

    private async Task<WorkloadObservation?> DeployCameraAsync(
        Camera camera, CameraRuntime runtime, WorkerSlots slots, CancellationToken cancellationToken)
    {
        var name = orchestrator.Find(new(camera.Id, WorkloadComponent.Camera))?.CameraName ?? camera.Name;
        var (workload, problem) = await workloads.DeployAsync(specs.CameraOf(camera, name), camera, runtime, slots, cancellationToken);
        if (problem is not null)
        {
            await SaveStatusAsync(camera, new(CameraStatus.Error, problem), cancellationToken);
        }

        return workload;
    }

    /// <returns>False when a user has changed the camera meanwhile.</returns>
    private async Task<bool> UpdateStatusAsync(
        Camera camera, WorkloadObservation workload, CameraRuntime runtime, WorkerSlots slots, CancellationToken cancellationToken)
    {
        var now = await health.ReadAsync(workload, cancellationToken);
        ingests.RecordRelayReport(camera.Id, now.Ingest);
        runtime.Motion = await motion.NoteAsync(camera, now.Motion, runtime.Motion, cancellationToken);
        objects.Note(camera, now.Motion);
        if (now.Status == CameraStatus.Creating)
        {
            runtime.ComingUpSince ??= time.GetUtcNow().UtcDateTime;
        }
        else
        {
            (runtime.LastAnswer, runtime.ComingUpSince) = (time.GetTimestamp(), null);
            runtime.StartBackoff.Reset();
        }

        var (evaluated, hasTimedOut) = CameraHealthRules.Evaluate(
            new(camera.Status, camera.LastError),
            now,
            runtime.LastAnswer == 0 ? null : time.GetElapsedTime(runtime.LastAnswer),
            ComingUpFor(camera, runtime),
            TimeSpan.FromMinutes(settings.Current.CreatingTimeoutMinutes));
        if (!await SaveStatusAsync(camera, evaluated, cancellationToken))
        {
            return false;
        }

        if (hasTimedOut)
        {
            await RemoveForAWhileAsync(camera, runtime, slots, cancellationToken);
        }

        return true;
    }

    /// <summary>
    /// Counts from when the camera was requested or began to come up, whichever is later: after a restart of the server, a camera that was
    /// started days ago has its whole time again.
    /// </summary>
    private TimeSpan ComingUpFor(Camera camera, CameraRuntime runtime)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var since = runtime.ComingUpSince ?? now;
        return now - (camera.StartRequestedAt > since ? camera.StartRequestedAt.Value : since);
    }

    /// <summary>
    /// A camera that does not come up in time is removed and tried again later: it stays desired. It may be a workload that a fresh start
    /// repairs, and one that never comes up does not load the machine.
    /// </summary>
    private async Task RemoveForAWhileAsync(Camera camera, CameraRuntime runtime, WorkerSlots slots, CancellationToken cancellationToken)
    {
        var pause = runtime.StartBackoff.Next();
        runtime.NextStart = time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency);
        runtime.ComingUpSince = null;
        LogTimedOut(camera.Name, pause.TotalSeconds);
        await workloads.TryDeleteAsync(new(camera.Id, WorkloadComponent.Camera), camera.Name, slots, cancellationToken);
    }

    /// <summary>Stores the observed status. What a user has requested since the row was read goes before it.</summary>
    /// <returns>Whether it is the status now.</returns>
    private async Task<bool> SaveStatusAsync(Camera camera, CameraHealth seen, CancellationToken cancellationToken)
    {
        if (camera.Status == seen.Status && camera.LastError == seen.Reason)
        {
            return true;
        }

        LogStatus(camera.Name, camera.Status, seen.Status, seen.Reason);
        camera.Observe(seen.Status, seen.Reason, time.GetUtcNow().UtcDateTime);
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            await database.Entry(camera).ReloadAsync(cancellationToken);
            return false;
        }
    }

    /// <summary>
    /// Clients see a part of the workload that no row holds: ports, addresses, whether it is ready. When that alone changes they are told
    /// as of a changed row.
    /// </summary>
    private async Task PublishWorkloadAsync(Camera camera, CameraRuntime runtime, CancellationToken cancellationToken)
    {
        if (database.Entry(camera).State == EntityState.Detached)
        {
            return;
        }

        var shown = mapper.ToResponse(camera);
        var ingest = shown.Ingest is { } read ? $"{read.Kind} {read.Reason} {string.Join(' ', read.Codecs)}" : null;
        var workload = (shown.DeploymentName, shown.ServiceName, shown.StreamPort, shown.ControlPort, shown.StreamUrl, shown.K8sStatus, ingest);
        if (runtime.PublishedWorkload is { } published && !published.Equals(workload))
        {
            await database.Entry(camera).ReloadAsync(cancellationToken);
            if (database.Entry(camera).State != EntityState.Detached)
            {
                events.Publish(ServerEvent.CameraKind, new { Camera = mapper.ToResponse(camera) }, camera.Id);
            }
        }

        runtime.PublishedWorkload = workload;
    }

    /// <summary>The recordings outlive their camera.</summary>
    private async Task RemoveAsync(Camera camera, CancellationToken cancellationToken)
    {
        var kept = await database.Recordings.Where(recording => recording.CameraId == camera.Id).ToListAsync(cancellationToken);
        foreach (var recording in kept)
        {
            recording.CameraDeleted = true;
            recording.CameraId = null;
        }

        database.Cameras.Remove(camera);
        ingests.Forget(camera.Id);
        await database.SaveChangesAsync(cancellationToken);
        LogRemoved(camera.Name, kept.Count);
    }

    [LoggerMessage(LogLevel.Information, "{Camera}: {Before} -> {After} {Reason}")]
    private partial void LogStatus(string camera, CameraStatus before, CameraStatus after, string? reason);

    [LoggerMessage(LogLevel.Warning, "{Camera} did not come up in time; it is removed and started again in {Seconds:F0} s")]
    private partial void LogTimedOut(string camera, double seconds);

    [LoggerMessage(LogLevel.Warning, "{Camera} is not restarted: {Reason}")]
    private partial void LogNotRestarted(string camera, string reason);

    [LoggerMessage(LogLevel.Information, "{Camera} is deleted; {Recordings} recordings are kept")]
    private partial void LogRemoved(string camera, int recordings);
}
