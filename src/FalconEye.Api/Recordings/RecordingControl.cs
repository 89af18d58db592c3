using FalconEye.Api.Cameras;
using FalconEye.Api.Problems;
using FalconEye.Api.Reconciliation;
using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Orchestration;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Recordings;

/// <summary>Starts and stops a camera's recording, and notes that it is wanted, so that it goes on after any restart.</summary>
internal sealed class RecordingControl(
    FalconEyeContext database,
    IWorkloadOrchestrator orchestrator,
    WorkloadSpecs specs,
    RecorderClient recorders,
    TimeProvider time)
{
    private static readonly TimeSpan DeployPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>Starts a recording; success means that film is on disk.</summary>
    internal async Task<(RecorderReply? Reply, ProblemHttpResult? Problem)> StartAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await database.Cameras.FindAsync([id], cancellationToken) is not { } camera)
        {
            return (null, Problem.CameraNotFound(id));
        }

        if (!camera.WantedRunning || camera.Status == CameraStatus.Deleting)
        {
            return (null, Problem.BadRequest($"{camera.Name} is not running. Start the camera, then record it."));
        }

        if (orchestrator.Find(new(id, WorkloadComponent.Recorder)) is { Phase: WorkloadPhase.Running, Address: { } known }
            && await recorders.ReadStatusAsync(known, cancellationToken) is { Status: RecorderState.Recording } current)
        {
            return (null, Problem.Conflict($"{camera.Name} is being recorded already ({current.RecordingId})."));
        }

        if (await DeployRecorderAsync(camera, cancellationToken) is not { } address)
        {
            return (null, Problem.Unavailable("The recorder did not come up in time; try again in a moment."));
        }

        var reply = await recorders.StartAsync(address, cancellationToken);
        if (!reply.Success)
        {
            return (null, Problem.Unavailable($"The recording could not start: {reply.Message}"));
        }

        await database.Entry(camera).ReloadAsync(cancellationToken);
        await database.ChangeAsync(camera, wanted => wanted.WantedRecording = wanted.WantedRunning, cancellationToken);
        return (reply, null);
    }

    /// <summary>Stops a recording; success means that the file is finished.</summary>
    internal async Task<(RecorderReply? Reply, ProblemHttpResult? Problem)> StopAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await database.Cameras.FindAsync([id], cancellationToken) is not { } camera)
        {
            return (null, Problem.CameraNotFound(id));
        }

        var wasWanted = camera.WantedRecording;
        await database.ChangeAsync(camera, wanted => wanted.WantedRecording = false, cancellationToken);
        if (orchestrator.Find(new(id, WorkloadComponent.Recorder)) is not { Address: { } address })
        {
            return wasWanted
                ? (new RecorderReply(true, "The recording is stopped; its recorder was not running."), null)
                : (null, Problem.BadRequest($"{camera.Name} is not being recorded."));
        }

        var reply = await recorders.StopAsync(address, cancellationToken);
        return reply.Success || wasWanted
            ? (reply with { Success = true }, null)
            : (null, Problem.BadRequest($"{camera.Name} is not being recorded."));
    }

    private async Task<Uri?> DeployRecorderAsync(Camera camera, CancellationToken cancellationToken)
    {
        var source = orchestrator.Find(new(camera.Id, WorkloadComponent.Camera))?.Address;
        await orchestrator.DeployAsync(specs.RecorderOf(camera, camera.Name, source), cancellationToken);
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < DeployPatience)
        {
            if (orchestrator.Find(new(camera.Id, WorkloadComponent.Recorder)) is { Phase: WorkloadPhase.Running, Address: { } address }
                && await recorders.ReadStatusAsync(address, cancellationToken) is not null)
            {
                return address;
            }

            await Task.Delay(LookAgain, time, cancellationToken);
        }

        return null;
    }
}
