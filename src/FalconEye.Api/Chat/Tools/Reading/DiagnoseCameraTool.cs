using FalconEye.Api.Cameras.Diagnosis;
using FalconEye.Api.Events;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Orchestration;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Chat.Tools.Reading;

/// <summary>Finds out what is wrong with a camera: one finding with its evidence and the next step.</summary>
internal sealed class DiagnoseCameraTool(
    CameraFinder cameras, CameraInspector examiner, IWorkloadOrchestrator orchestrator, FalconEyeContext database, TimeProvider time)
    : AssistantTool<CameraArguments>
{
    private const int MaxLines = 8;
    private static readonly TimeSpan Recent = TimeSpan.FromHours(24);

    public override string Name => ToolNames.DiagnoseCamera;

    public override string Description =>
        "Finds out why a camera has no picture or is not recorded: tries its source, looks at its programs, restarts, the age of its "
        + "last frame, its machine, the disk and recent errors, and names the likeliest cause and the next step. Takes up to 15 "
        + "seconds. Use it first for any 'why'.";

    protected override async Task<string> DescribeAsync(CameraArguments arguments, CancellationToken cancellationToken) =>
        $"Examining {await cameras.NameOfAsync(arguments.Camera, cancellationToken)}";

    protected override async Task<ToolAnswer> RunAsync(CameraArguments arguments, ToolCaller caller, CancellationToken cancellationToken)
    {
        var camera = await cameras.FindAsync(arguments.Camera, cancellationToken);
        var facts = await examiner.ExamineAsync(camera, cancellationToken);
        var findings = DiagnosisRules.Judge(facts);
        return new ToolAnswer(new
        {
            Camera = new { camera.Id, camera.Name, camera.Protocol, camera.Status, Error = camera.LastError, Link = AnswerLinks.ToCamera(camera.Id) },
            findings[0].Cause,
            findings[0].Summary,
            findings[0].NextStep,
            AlsoFound = findings.Skip(1),
            Evidence = await EvidenceOfAsync(facts, cancellationToken),
        });
    }

    private async Task<object> EvidenceOfAsync(CameraFacts facts, CancellationToken cancellationToken) => new
    {
        facts.Camera.DesiredRunning,
        DesiredRecording = facts.Camera.DesiredRecording.IsOn,
        Node = facts.Node is { } node ? new { node.Name, node.Ready } : null,
        Program = Describe(facts.Workload),
        Relay = facts.Relay is { } relay ? new { relay.Status, relay.Viewers, relay.Fps, relay.LastFrameAgeMs, relay.Error } : null,
        RecorderProgram = Describe(facts.Recorder),
        Recorder = facts.Recording is { } recording ? new { recording.Status, recording.Error, recording.StartTime } : null,
        Probe = facts.Probe is { } probe ? new { probe.Ok, probe.Reason, probe.Hint, probe.Codec, probe.Width, probe.Height, probe.ElapsedMs } : null,
        TakesConnections = facts.Listens,
        facts.Disk,
        RecentErrors = await ReadErrorsAsync(facts.Camera, cancellationToken),
        LastLines = await ReadLinesAsync(facts, cancellationToken),
    };

    private static object? Describe(WorkloadObservation? workload) =>
        workload is null ? null : new { State = workload.Phase, workload.Restarts, workload.Reason };

    private async Task<object> ReadErrorsAsync(Camera camera, CancellationToken cancellationToken)
    {
        var earliest = time.GetUtcNow().UtcDateTime - Recent;
        return await database.Events.AsNoTracking()
            .Where(item => item.CameraId == camera.Id && item.Time >= earliest && item.Kind != EventKinds.CameraAdded)
            .OrderByDescending(item => item.Id)
            .Take(MaxLines)
            .Select(item => new { item.Time, item.Kind, item.Message })
            .ToListAsync(cancellationToken);
    }

    private async Task<IEnumerable<string>> ReadLinesAsync(CameraFacts facts, CancellationToken cancellationToken) => facts.Workload is null
        ? []
        : (await orchestrator.ReadLogAsync(facts.Workload.Key, cancellationToken)).TakeLast(MaxLines);
}
