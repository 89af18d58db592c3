using System.Net.Sockets;
using FalconEye.Api.Reconciliation;
using FalconEye.Api.Recordings;
using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Data.Cameras;
using FalconEye.Orchestration;
using FalconEye.Processes;

namespace FalconEye.Api.Cameras.Diagnosis;

/// <summary>Looks at everything about a camera that can be wrong: its source, its programs, its machine and the disk.</summary>
internal sealed class CameraInspector(
    IWorkloadOrchestrator orchestrator, CameraHealthReader health, RecorderClient recorders, SourceProber prober, RecordingDisks disks,
    TimeProvider time)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    internal async Task<CameraFacts> ExamineAsync(Camera camera, CancellationToken cancellationToken)
    {
        var workload = orchestrator.Find(new(camera.Id, WorkloadComponent.Camera));
        var recorder = orchestrator.Find(new(camera.Id, WorkloadComponent.Recorder));
        var nodes = await orchestrator.ListNodesAsync(cancellationToken);
        var relay = await ReadRelayAsync(workload, cancellationToken);
        var recording = await ReadRecorderAsync(recorder, cancellationToken);
        var facts = new CameraFacts
        {
            Camera = camera,
            Node = nodes.FirstOrDefault(node => node.Name == camera.NodeName),
            Workload = workload,
            Relay = relay,
            Recorder = recorder,
            Recording = recording,
            Disk = disks.ReadOwn() ?? RecordingDisks.StateOf(recording),
        };
        return facts.HasPicture || !SourceAddress.TryParse(camera.SourceUrl, out var address, out _)
            ? facts
            : await TrySourceAsync(facts, address, cancellationToken);
    }

    /// <summary>A source that delivers at this moment is left in peace: some cameras take one viewer only.</summary>
    private async Task<CameraFacts> TrySourceAsync(CameraFacts facts, SourceAddress address, CancellationToken cancellationToken)
    {
        var listens = ListensAsync(address, cancellationToken);
        return facts with { Probe = await prober.ProbeAsync(address, cancellationToken), Listens = await listens };
    }

    private async Task<RelayHealth?> ReadRelayAsync(WorkloadObservation? workload, CancellationToken cancellationToken) =>
        workload is { Phase: WorkloadPhase.Running, ControlAddress: null, Address: { } address }
            ? await health.ReadRelayAsync(address, cancellationToken)
            : null;

    private async Task<RecorderStatus?> ReadRecorderAsync(WorkloadObservation? recorder, CancellationToken cancellationToken) =>
        recorder is { Phase: WorkloadPhase.Running, Address: { } address }
            ? await recorders.ReadStatusAsync(address, cancellationToken)
            : null;

    private async Task<bool> ListensAsync(SourceAddress address, CancellationToken cancellationToken)
    {
        using var timeout = Deadline.After(ConnectTimeout, time, cancellationToken);
        try
        {
            using var connection = await CameraDialer.DialAsync(address.Host, address.Port, timeout.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or ForbiddenAddressException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
