using System.Text.Json;
using FalconEye.Api.Events;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Data.Events;
using FalconEye.Orchestration;

namespace FalconEye.Api.Reconciliation;

/// <summary>Deploys a camera's workloads, with growing pauses while that fails, and ends them.</summary>
internal sealed partial class WorkloadDeployment(
    FalconEyeContext database, IWorkloadOrchestrator orchestrator, TimeProvider time, ILogger<WorkloadDeployment> logger)
{
    /// <summary>Makes a workload run by its spec.</summary>
    /// <returns>The workload, or why there is none; neither during a pause between attempts.</returns>
    internal async Task<(WorkloadObservation? Workload, string? Problem)> DeployAsync(
        WorkloadSpec spec, Camera camera, CameraRuntime runtime, WorkerSlots slots, CancellationToken cancellationToken)
    {
        var component = spec.Key.Component;
        if (time.GetTimestamp() < runtime.NextDeployment.GetValueOrDefault(component))
        {
            return (null, null);
        }

        try
        {
            // A workload that is replaced is ended first, which takes as long as its program does.
            var workload = await slots.RunAsync(() => orchestrator.DeployAsync(spec, cancellationToken));
            runtime.DeploymentBackoff.Reset();
            await LogRestartsAsync(camera, workload, runtime, cancellationToken);
            return (workload, null);
        }
        catch (OrchestrationException e)
        {
            var pause = runtime.DeploymentBackoff.Next();
            runtime.NextDeployment[component] = time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency);
            LogNotDeployed(camera.Name, spec.Name, e.Message, pause.TotalSeconds);
            return (null, e.Message);
        }
    }

    /// <summary>Ends a workload.</summary>
    /// <returns>Whether it is gone; it is tried again otherwise.</returns>
    internal async Task<bool> TryDeleteAsync(WorkloadKey key, string camera, WorkerSlots slots, CancellationToken cancellationToken)
    {
        try
        {
            await slots.RunAsync(() => orchestrator.DeleteAsync(key, cancellationToken));
            return true;
        }
        catch (OrchestrationException e)
        {
            LogNotDeleted(camera, key.Component, e.Message);
            return false;
        }
    }

    /// <summary>Logs that a program ended by itself and was restarted.</summary>
    private async Task LogRestartsAsync(Camera camera, WorkloadObservation workload, CameraRuntime runtime, CancellationToken cancellationToken)
    {
        var component = workload.Key.Component;
        var isFirst = !runtime.LoggedRestarts.TryGetValue(component, out var logged);
        runtime.LoggedRestarts[component] = workload.Restarts;

        // What this server sees for the first time, another one may have logged before it.
        if (isFirst || workload.Restarts <= logged)
        {
            return;
        }

        var program = component == WorkloadComponent.Camera ? "camera program" : "recorder";
        database.Events.Add(new LoggedEvent
        {
            Time = time.GetUtcNow().UtcDateTime,
            Kind = EventKinds.WorkloadRestarted,
            CameraId = camera.Id,
            Actor = Actor.System,
            Message = $"The {program} of {camera.Name} ended and was started again{(workload.Reason is { } reason ? $": {reason}" : ".")}",
            Data = JsonSerializer.Serialize(new { component = component.ToString().ToLowerInvariant(), restarts = workload.Restarts }),
        });
        await database.SaveChangesAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "{Camera}: {Workload} is not deployed ({Reason}); trying again in {Seconds:F1} s")]
    private partial void LogNotDeployed(string camera, string workload, string reason, double seconds);

    [LoggerMessage(LogLevel.Warning, "{Camera}: its {Component} workload has not ended yet and is tried again: {Reason}")]
    private partial void LogNotDeleted(string camera, WorkloadComponent component, string reason);
}
