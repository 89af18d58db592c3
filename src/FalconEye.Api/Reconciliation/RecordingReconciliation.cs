using FalconEye.Api.Cameras;
using FalconEye.Api.Recordings;
using FalconEye.Api.Recordings.Modes;
using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Data.Cameras;
using FalconEye.Orchestration;

namespace FalconEye.Api.Reconciliation;

/// <summary>
/// Makes a camera's recorder do what is desired: one that should record and does not is started, one that records and should not is
/// stopped. One that does not answer is restarted by the orchestrator's liveness probe, and a later pass continues.
/// </summary>
internal sealed partial class RecordingReconciliation(
    IWorkloadOrchestrator orchestrator,
    WorkloadSpecs specs,
    WorkloadDeployment workloads,
    RecorderClient recorders,
    CameraIngests ingests,
    EventTrigger trigger,
    TimeProvider time,
    ILogger<RecordingReconciliation> logger)
{
    /// <param name="camera">The camera, which is to run.</param>
    /// <param name="relay">Its workload; a network camera whose relay is not there, perhaps with its node, is recorded all the same.</param>
    /// <param name="runtime">What is remembered of it.</param>
    /// <param name="slots">Lets other passes run while this one waits for the recorder.</param>
    /// <param name="cancellationToken">Ends the pass.</param>
    internal async Task<RecordingObservation> RunAsync(
        Camera camera, WorkloadObservation? relay, CameraRuntime runtime, WorkerSlots slots, CancellationToken cancellationToken)
    {
        var isDesired = camera.IsRecordingDesiredAt(time.GetUtcNow());
        var waiting = isDesired ? RecordingPhase.Starting : RecordingPhase.Stopping;
        var existing = orchestrator.Find(new(camera.Id, WorkloadComponent.Recorder));
        if (existing is null && !isDesired && (camera.Protocol != CameraProtocol.Usb || relay?.Address is null))
        {
            runtime.Recorder = null;
            return RecordingObservation.Off;
        }

        if (camera.Protocol == CameraProtocol.Usb && relay?.Address is null)
        {
            return new(waiting, "The camera's program is starting.");
        }

        if (runtime.IsRecordingStartRequested)
        {
            runtime.RecordingBackoff.Reset();
            runtime.NextRecordingStart = 0;
            runtime.NextDeployment.Remove(WorkloadComponent.Recorder);
        }

        var spec = specs.RecorderOf(camera, NameOf(camera, existing, runtime), relay?.Address);
        var (workload, problem) = await workloads.DeployAsync(spec, camera, runtime, slots, cancellationToken);
        if (workload is not { Phase: WorkloadPhase.Running, Address: { } address })
        {
            return new(waiting, problem ?? workload?.Reason ?? "The recorder is starting.");
        }

        var answer = await recorders.ReadStatusAsync(address, cancellationToken);
        ingests.RecordRecorderReport(camera.Id, answer?.IsOn() == true ? answer.Ingest : null);
        if (answer is not { } status)
        {
            return new(waiting, "The recorder does not answer.");
        }

        runtime.Recorder = status;
        var isOn = status.IsOn();
        if (!isDesired)
        {
            return isOn ? await StopAsync(camera, address, runtime, slots, cancellationToken) : RecordingObservation.Off with { Recorder = status };
        }

        var events = camera.DesiredRecording.Mode == RecordingMode.Events
            ? await trigger.FindChangeAsync(camera, status.Events, cancellationToken) ?? status.Events
            : null;
        return isOn && status.Events == events
            ? Running(status, runtime)
            : await StartAsync(camera, relay, new(address, events), status, runtime, slots, cancellationToken);
    }

    /// <summary>Finishes a recording before its recorder ends, so that the end can be reported while the recorder still runs.</summary>
    /// <returns>Whether there was one.</returns>
    internal async Task<bool> StopBeforeEndAsync(Camera camera, WorkerSlots slots, CancellationToken cancellationToken)
    {
        if (orchestrator.Find(new(camera.Id, WorkloadComponent.Recorder)) is not { Phase: WorkloadPhase.Running, Address: { } address }
            || await recorders.ReadStatusAsync(address, cancellationToken) is not { Status: RecorderState.Recording })
        {
            return false;
        }

        await slots.RunAsync(() => recorders.StopAsync(address, cancellationToken));
        return true;
    }

    private static RecordingObservation Running(RecorderStatus status, CameraRuntime runtime)
    {
        runtime.TakeRecordingStart();
        runtime.RecordingBackoff.Reset();
        runtime.NextRecordingStart = 0;
        return new(RecordingPhase.On, status.Error, status);
    }

    /// <summary>
    /// Right after a request it is tried whatever the camera's state, so that the recorder can say what is wrong; later only while the
    /// camera delivers, and with growing pauses.
    /// </summary>
    private async Task<RecordingObservation> StartAsync(
        Camera camera,
        WorkloadObservation? relay,
        RecorderTask task,
        RecorderStatus status,
        CameraRuntime runtime,
        WorkerSlots slots,
        CancellationToken cancellationToken)
    {
        var isRequested = runtime.TakeRecordingStart();
        var isOn = status.IsOn();
        if (!isOn && !isRequested && (time.GetTimestamp() < runtime.NextRecordingStart || !HasSource(camera, relay)))
        {
            return new(RecordingPhase.Failed, runtime.RecordingProblem ?? camera.LastError ?? "The camera delivers no video yet.", status);
        }

        var reply = await slots.RunAsync(() => task.Events is { } events
            ? recorders.RecordOnEventsAsync(task.Address, events, cancellationToken)
            : recorders.StartAsync(task.Address, cancellationToken));
        if (reply.Success || reply.Recording is { Status: RecorderState.Recording })
        {
            runtime.RecordingProblem = null;
            if (!isOn)
            {
                LogStarted(camera.Name);
            }

            return Running(reply.Recording ?? status, runtime);
        }

        var pause = runtime.RecordingBackoff.Next();
        runtime.NextRecordingStart = time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency);
        runtime.RecordingProblem = reply.Message;
        LogNotStarted(camera.Name, reply.Message, pause.TotalSeconds);
        return new(RecordingPhase.Failed, reply.Message, reply.Recording);
    }

    private async Task<RecordingObservation> StopAsync(
        Camera camera, Uri address, CameraRuntime runtime, WorkerSlots slots, CancellationToken cancellationToken)
    {
        runtime.TakeRecordingStart();
        var reply = await slots.RunAsync(() => recorders.StopAsync(address, cancellationToken));
        if (!reply.Success)
        {
            LogNotStopped(camera.Name, reply.Message);
            return new(RecordingPhase.Stopping, reply.Message, reply.Recording);
        }

        LogStopped(camera.Name);
        runtime.Recorder = reply.Recording;
        return RecordingObservation.Off with { Recorder = reply.Recording };
    }

    /// <param name="Address">The recorder.</param>
    /// <param name="Events">How it is to record on events; <see langword="null"/> to record all of the time.</param>
    private sealed record RecorderTask(Uri Address, EventRecording? Events);

    private static bool HasSource(Camera camera, WorkloadObservation? relay) => camera.Status == CameraStatus.Running
        || (camera.Protocol != CameraProtocol.Usb && relay is null or { Phase: WorkloadPhase.Failing });

    /// <summary>A renamed camera gets a recorder of its new name when the old one does not record: it would be restarted by that.</summary>
    private static string NameOf(Camera camera, WorkloadObservation? existing, CameraRuntime runtime) =>
        runtime.Recorder is { Status: not RecorderState.Recording } ? camera.Name : existing?.CameraName ?? camera.Name;

    [LoggerMessage(LogLevel.Information, "{Camera}: the recording is started")]
    private partial void LogStarted(string camera);

    [LoggerMessage(LogLevel.Warning, "{Camera}: the recording is not started ({Reason}); trying again in {Seconds:F1} s")]
    private partial void LogNotStarted(string camera, string reason, double seconds);

    [LoggerMessage(LogLevel.Information, "{Camera}: the recording is stopped")]
    private partial void LogStopped(string camera);

    [LoggerMessage(LogLevel.Warning, "{Camera}: the recording is not stopped yet and is tried again: {Reason}")]
    private partial void LogNotStopped(string camera, string reason);
}
