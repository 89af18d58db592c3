using FalconEye.Api.Problems;
using FalconEye.Api.Reconciliation;
using FalconEye.Data;
using FalconEye.Orchestration;

namespace FalconEye.Api.Motion;

/// <summary>Asks a camera's relay what its motion detection sees at this moment, so that who sets it up sees what a setting does.</summary>
internal sealed class MotionReader(FalconEyeContext database, IWorkloadOrchestrator orchestrator, CameraHealthReader health)
{
    internal async Task<Result<MotionNowResponse>> ReadAsync(Guid cameraId, CancellationToken cancellationToken)
    {
        if (await database.Cameras.FindAsync([cameraId], cancellationToken) is not { } camera)
        {
            return Refusal.CameraNotFound(cameraId);
        }

        if (orchestrator.Find(new(cameraId, WorkloadComponent.Camera)) is not { Phase: WorkloadPhase.Running, Address: { } address } workload)
        {
            return Refusal.Unavailable($"{camera.Name} is not running. Start it to see what moves.");
        }

        // A USB camera's program is no relay, and looks for no motion.
        var relay = workload.ControlAddress is null ? await health.ReadRelayAsync(address, cancellationToken) : null;
        if (workload.ControlAddress is null && relay is null)
        {
            return Refusal.Unavailable($"{camera.Name}'s program does not answer yet. Try again in a moment.");
        }

        return relay?.Motion is { } motion
            ? new MotionNowResponse(motion.Latest?.Time, motion.Latest?.Areas ?? [])
            : Refusal.Conflict($"Motion detection of {camera.Name} is off. Switch it on, then try again.");
    }
}
