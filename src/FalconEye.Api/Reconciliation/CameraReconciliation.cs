using System.Text.Json;
using FalconEye.Api.Cameras;
using FalconEye.Api.Events;
using FalconEye.Api.Recordings;
using FalconEye.Api.Settings;
using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Data.Events;
using FalconEye.Orchestration;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Reconciliation;

/// <summary>One look at one camera: compares what is wanted with what is, and does the next thing.</summary>
internal sealed partial class CameraReconciliation(
    FalconEyeContext database,
    IWorkloadOrchestrator orchestrator,
    WorkloadSpecs specs,
    CameraHealthReader health,
    RecorderClient recorders,
    CameraIngests ingests,
    SettingsService settings,
    TimeProvider time,
    ILogger<CameraReconciliation> logger)
{
    /// <summary>A workload that ran and has not answered for so long counts as broken.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(8);

    internal async Task RunAsync(Camera camera, CameraRuntime runtime, CancellationToken cancellationToken)
    {
        if (camera.Status == CameraStatus.Deleting)
        {
            await EndWorkloadsAsync(camera.Id, cancellationToken);
            await RemoveAsync(camera, cancellationToken);
        }
        else if (camera.WantedRunning)
        {
            await RunWorkloadsAsync(camera, runtime, cancellationToken);
        }
        else
        {
            await EndWorkloadsAsync(camera.Id, cancellationToken);
        }
    }

    /// <summary>Ends the recorder first, so that its film is finished and reported, then the camera.</summary>
    internal async Task EndWorkloadsAsync(Guid cameraId, CancellationToken cancellationToken)
    {
        var recorder = new WorkloadKey(cameraId, WorkloadComponent.Recorder);
        if (orchestrator.Find(recorder) is { Phase: WorkloadPhase.Running, Address: { } address }
            && await recorders.ReadStatusAsync(address, cancellationToken) is { Status: RecorderState.Recording })
        {
            await recorders.StopAsync(address, cancellationToken);
        }

        await orchestrator.DeleteAsync(recorder, cancellationToken);
        await orchestrator.DeleteAsync(new(cameraId, WorkloadComponent.Camera), cancellationToken);
    }

    private async Task RunWorkloadsAsync(Camera camera, CameraRuntime runtime, CancellationToken cancellationToken)
    {
        var spec = specs.CameraOf(camera, NameOf(camera, WorkloadComponent.Camera));
        if (await DeployAsync(spec, camera, runtime, cancellationToken) is not { } workload)
        {
            return;
        }

        await NoteRestartsAsync(camera, workload, runtime, cancellationToken);
        var seen = await health.ReadAsync(workload, cancellationToken);
        ingests.NoteRelay(camera.Id, seen.Ingest);
        await NoteHealthAsync(camera, Judge(camera, seen, runtime), cancellationToken);
        if (!camera.WantedRunning || camera.Status == CameraStatus.Deleting)
        {
            await EndWorkloadsAsync(camera.Id, cancellationToken);
            return;
        }

        if (camera.WantedRecording || camera.Protocol == CameraProtocol.Usb)
        {
            await RunRecorderAsync(camera, workload, runtime, cancellationToken);
        }
    }

    /// <returns>
    /// <see langword="null"/> when it cannot be deployed, or was not a moment ago: it is tried again after growing pauses.
    /// </returns>
    private async Task<WorkloadObservation?> DeployAsync(
        WorkloadSpec spec, Camera camera, CameraRuntime runtime, CancellationToken cancellationToken)
    {
        if (time.GetTimestamp() < runtime.NextDeployment)
        {
            return null;
        }

        try
        {
            var workload = await orchestrator.DeployAsync(spec, cancellationToken);
            runtime.DeploymentBackoff.Reset();
            return workload;
        }
        catch (OrchestrationException e)
        {
            var pause = runtime.DeploymentBackoff.Next();
            runtime.NextDeployment = After(pause);
            LogNotDeployed(camera.Name, spec.Name, e.Message, pause.TotalSeconds);
            if (spec.Key.Component == WorkloadComponent.Camera)
            {
                await NoteHealthAsync(camera, new(CameraStatus.Error, e.Message), cancellationToken);
            }

            return null;
        }
    }

    /// <summary>
    /// A workload that was well and is silent for a moment keeps its status, so that nothing flickers; one that stays silent is broken, and
    /// one that never came up within the time-out of the settings is given up.
    /// </summary>
    private CameraHealth Judge(Camera camera, CameraHealth seen, CameraRuntime runtime)
    {
        if (seen.Status != CameraStatus.Creating)
        {
            (runtime.LastAnswer, runtime.ComingUpSince) = (time.GetTimestamp(), null);
            return seen;
        }

        if (camera.Status == CameraStatus.Running)
        {
            return runtime.LastAnswer != 0 && time.GetElapsedTime(runtime.LastAnswer) < Silence
                ? new(CameraStatus.Running)
                : new(CameraStatus.Creating);
        }

        if (camera.Status == CameraStatus.Creating && IsOverdue(camera, runtime, out var timeout))
        {
            camera.WantedRunning = false;
            return new(CameraStatus.Error, $"The camera did not come up within {timeout} minutes. {seen.Reason}".TrimEnd());
        }

        return camera.Status == CameraStatus.Error ? new(CameraStatus.Error, camera.LastError) : new(CameraStatus.Creating);
    }

    /// <summary>
    /// Counts from when the camera was wanted or began to come up anew, whichever is later: after a restart of the server, a camera that
    /// was started days ago has its whole time again.
    /// </summary>
    private bool IsOverdue(Camera camera, CameraRuntime runtime, out int minutes)
    {
        minutes = settings.Current.CreatingTimeoutMinutes;
        var now = time.GetUtcNow().UtcDateTime;
        var began = runtime.ComingUpSince ??= now;
        return now - (camera.StartRequestedAt > began ? camera.StartRequestedAt : began) > TimeSpan.FromMinutes(minutes);
    }

    private async Task NoteHealthAsync(Camera camera, CameraHealth seen, CancellationToken cancellationToken)
    {
        if (camera.Status == seen.Status && camera.LastError == seen.Reason)
        {
            return;
        }

        LogStatus(camera.Name, camera.Status, seen.Status, seen.Reason);
        (camera.Status, camera.LastError) = (seen.Status, seen.Reason);
        camera.UpdatedAt = time.GetUtcNow().UtcDateTime;
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // A person has asked for something else meanwhile: what they want goes before what was seen.
            await database.Entry(camera).ReloadAsync(cancellationToken);
        }
    }

    /// <summary>Logs that a program ended by itself and was started again.</summary>
    private async Task NoteRestartsAsync(Camera camera, WorkloadObservation workload, CameraRuntime runtime, CancellationToken cancellationToken)
    {
        var component = workload.Key.Component;
        var isFirstLook = !runtime.LoggedRestarts.TryGetValue(component, out var logged);
        runtime.LoggedRestarts[component] = workload.Restarts;

        // What this server sees for the first time, another one may have logged before it.
        if (isFirstLook || workload.Restarts <= logged)
        {
            return;
        }

        var program = component == WorkloadComponent.Camera ? "camera program" : "recorder";
        database.Events.Add(new LoggedEvent
        {
            Time = time.GetUtcNow().UtcDateTime,
            Kind = "workload_restarted",
            CameraId = camera.Id,
            Actor = Actor.System,
            Message = $"The {program} of {camera.Name} ended and was started again{(workload.Reason is { } reason ? $": {reason}" : ".")}",
            Data = JsonSerializer.Serialize(new { component = component.ToString().ToLowerInvariant(), restarts = workload.Restarts }),
        });
        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>
    /// A network camera whose relay is not there, perhaps with its node, is recorded all the same: its recorder needs no relay.
    /// </summary>
    private async Task RunRecorderAsync(Camera camera, WorkloadObservation cameraWorkload, CameraRuntime runtime, CancellationToken cancellationToken)
    {
        if (camera.Protocol == CameraProtocol.Usb && cameraWorkload.Address is null)
        {
            return;
        }

        var spec = specs.RecorderOf(camera, NameOf(camera, WorkloadComponent.Recorder), cameraWorkload.Address);
        var workload = await DeployAsync(spec, camera, runtime, cancellationToken);
        if (workload is not null)
        {
            await NoteRestartsAsync(camera, workload, runtime, cancellationToken);
        }

        var hasSource = camera.Status == CameraStatus.Running
            || (camera.Protocol != CameraProtocol.Usb && cameraWorkload.Phase == WorkloadPhase.Failing);
        if (!camera.WantedRecording || !hasSource || workload is not { Phase: WorkloadPhase.Running, Address: { } address })
        {
            return;
        }

        var status = await recorders.ReadStatusAsync(address, cancellationToken);
        ingests.NoteRecorder(camera.Id, status is { Status: RecorderState.Recording } ? status.Ingest : null);
        if (status is null or { Status: RecorderState.Recording } || time.GetTimestamp() < runtime.NextRecordingAttempt)
        {
            return;
        }

        var reply = await recorders.StartAsync(address, cancellationToken);
        if (reply.Success)
        {
            runtime.RecordingBackoff.Reset();
            LogRecordingResumed(camera.Name);
            return;
        }

        var pause = runtime.RecordingBackoff.Next();
        runtime.NextRecordingAttempt = After(pause);
        LogRecordingFailed(camera.Name, reply.Message, pause.TotalSeconds);
    }

    private long After(TimeSpan pause) => time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency);

    private string NameOf(Camera camera, WorkloadComponent component) =>
        orchestrator.Find(new(camera.Id, component))?.CameraName ?? camera.Name;

    /// <summary>The film outlives its camera.</summary>
    private async Task RemoveAsync(Camera camera, CancellationToken cancellationToken)
    {
        var recordings = await database.Recordings.Where(recording => recording.CameraId == camera.Id).ToListAsync(cancellationToken);
        foreach (var recording in recordings)
        {
            recording.CameraDeleted = true;
            recording.CameraId = null;
        }

        database.Cameras.Remove(camera);
        ingests.Forget(camera.Id);
        await database.SaveChangesAsync(cancellationToken);
        LogRemoved(camera.Name, recordings.Count);
    }

    [LoggerMessage(LogLevel.Information, "{Camera}: {Before} -> {After} {Reason}")]
    private partial void LogStatus(string camera, CameraStatus before, CameraStatus after, string? reason);

    [LoggerMessage(LogLevel.Warning, "{Camera}: {Workload} is not deployed ({Reason}); trying again in {Seconds:F1} s")]
    private partial void LogNotDeployed(string camera, string workload, string reason, double seconds);

    [LoggerMessage(LogLevel.Information, "{Camera}: recording goes on")]
    private partial void LogRecordingResumed(string camera);

    [LoggerMessage(LogLevel.Warning, "{Camera}: recording does not go on ({Reason}); trying again in {Seconds:F1} s")]
    private partial void LogRecordingFailed(string camera, string reason, double seconds);

    [LoggerMessage(LogLevel.Information, "{Camera} is deleted; {Recordings} recordings are kept")]
    private partial void LogRemoved(string camera, int recordings);
}
