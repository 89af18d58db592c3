using FalconEye.Api.Auth;
using FalconEye.Api.Recordings;
using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Orchestration;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Chat.Tools.Reading;

/// <summary>How the whole system is, in numbers.</summary>
internal sealed class GetSystemStatusTool(
    FalconEyeContext database, IWorkloadOrchestrator orchestrator, RecordingDisks disks, Caller who, TimeProvider time)
    : AssistantTool<NoArguments>
{
    public override string Name => ToolNames.GetSystemStatus;

    public override string Description =>
        "Shows how the whole system is: the time, cameras by status, those with an error and why, how many are recorded now, workloads "
        + "that fail, machines, and free disk space.";

    protected override Task<string> DescribeAsync(NoArguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult("Looking at the whole system");

    protected override async Task<ToolAnswer> RunAsync(NoArguments arguments, ToolCaller caller, CancellationToken cancellationToken)
    {
        var cameras = await database.Cameras.AsNoTracking().Of(who).ToListAsync(cancellationToken);
        var nodes = await orchestrator.ListNodesAsync(cancellationToken);
        return new ToolAnswer(new
        {
            Time = time.GetUtcNow(),
            Cameras = cameras.Count,
            CamerasByStatus = cameras.CountBy(camera => camera.Status).ToDictionary(pair => pair.Key, pair => pair.Value),
            CamerasWithErrors = cameras.Where(camera => camera.Status == CameraStatus.Error)
                .Select(camera => new { camera.Id, camera.Name, Error = camera.LastError, Link = AnswerLinks.ToCamera(camera.Id) }),
            RecordingNow = await database.Recordings.Of(who).CountAsync(recording => recording.Status == RecordingStatus.Recording, cancellationToken),
            DesiredRecordings = cameras.Count(camera => camera.DesiredRecording.IsOn),
            FailingWorkloads = orchestrator.List().Where(workload => workload.Phase == WorkloadPhase.Failing && who.MayUse(workload.Key.CameraId))
                .Select(workload => new { workload.Key.CameraId, workload.Key.Component, workload.Reason, workload.Restarts }),
            Nodes = nodes.Select(node => new { node.Name, node.Ready }),
            Disks = await disks.ReadAsync(cancellationToken),
        });
    }
}
