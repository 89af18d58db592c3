using FalconEye.Api.Problems;
using FalconEye.Api.Reconciliation;
using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Orchestration;
using FalconEye.Processes;

namespace FalconEye.Api.Recordings;

/// <summary>
/// Requests that a camera is recorded, or not. The request is stored before anything else, so that it survives the caller, the recorder and
/// the server; the reconciler makes it so, and the caller waits a while for the outcome.
/// </summary>
internal sealed class RecordingService(
    FalconEyeContext database,
    IWorkloadOrchestrator orchestrator,
    RecorderClient recorders,
    CameraReconciler reconciler,
    TimeProvider time)
{
    /// <summary>A recorder program starts, connects and has its first second on disk in less.</summary>
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Enough to finish all but very large files; those are finished afterwards.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Requests a recording, and waits until it is on disk.</summary>
    /// <returns>The recorder's reply; its success is false when the recording has not begun in time.</returns>
    internal async Task<Result<RecorderReply>> StartAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await database.Cameras.FindAsync([id], cancellationToken) is not { } camera)
        {
            return Refusal.CameraNotFound(id);
        }

        if (!camera.DesiredRunning || camera.Status == CameraStatus.Deleting)
        {
            return Refusal.NotPossible($"{camera.Name} is not running. Start the camera, then record it.");
        }

        if (camera.DesiredRecording is { IsOn: true, Mode: not RecordingMode.Events } && await ReadRecorderAsync(id, cancellationToken) is { Status: RecorderState.Recording } current)
        {
            return Refusal.Conflict($"{camera.Name} is being recorded already ({current.RecordingId}).");
        }

        await database.ChangeAsync(camera, changed => changed.RequestRecording(DesiredRecording.Always, time.GetUtcNow().UtcDateTime), cancellationToken);
        if (!camera.DesiredRecording.IsOn)
        {
            return Refusal.Conflict($"{camera.Name} was stopped at the same time.");
        }

        var outcome = await WaitAsync(
            id, reconciler.WakeToRecord, recording => recording.Phase is RecordingPhase.On or RecordingPhase.Failed or RecordingPhase.Off, StartTimeout, cancellationToken);
        return outcome switch
        {
            { Phase: RecordingPhase.On } => new RecorderReply(true, "Recording started.", outcome.Recorder),
            { Phase: RecordingPhase.Failed } => Refusal.Unavailable(
                $"The recording could not start: {outcome.Reason} It is tried again until it is switched off."),
            { Phase: RecordingPhase.Off } => Refusal.Conflict($"The recording of {camera.Name} was switched off at the same time."),
            _ => new RecorderReply(false, $"The recording is switched on and still starting. {outcome?.Reason}".TrimEnd(), outcome?.Recorder),
        };
    }

    /// <summary>Requests that a camera is not recorded, and waits until its recorder has stopped.</summary>
    /// <returns>The recorder's reply; its success is false when it is not known to have stopped in time.</returns>
    internal async Task<Result<RecorderReply>> StopAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await database.Cameras.FindAsync([id], cancellationToken) is not { } camera)
        {
            return Refusal.CameraNotFound(id);
        }

        var wasDesired = camera.DesiredRecording.IsOn;
        await database.ChangeAsync(camera, changed => changed.RequestRecording(DesiredRecording.Off, time.GetUtcNow().UtcDateTime), cancellationToken);
        if (!wasDesired && !await MayBeRecordingAsync(id, cancellationToken))
        {
            return Refusal.NotPossible($"{camera.Name} is not being recorded.");
        }

        var outcome = await WaitAsync(
            id, reconciler.Wake, recording => recording.Phase is not (RecordingPhase.Stopping or RecordingPhase.Failed), StopTimeout, cancellationToken);
        if (outcome is { Phase: RecordingPhase.Off })
        {
            return new RecorderReply(true, "Recording stopped.", outcome.Recorder);
        }

        return await ReadRecorderAsync(id, cancellationToken) is { } recorder && !recorder.IsOn()
            ? new RecorderReply(true, "Recording stopped; its file is still being finished.", recorder)
            : new RecorderReply(false, $"The recording is switched off and still stopping. {outcome?.Reason}".TrimEnd(), outcome?.Recorder);
    }

    /// <summary>What a camera's recorder is doing.</summary>
    internal async Task<Result<RecordingStatusResponse>> ReadStatusAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await database.Cameras.FindAsync([id], cancellationToken) is null)
        {
            return Refusal.CameraNotFound(id);
        }

        return (orchestrator.Find(new(id, WorkloadComponent.Recorder)), await ReadRecorderAsync(id, cancellationToken)) switch
        {
            (_, { } known) => RecordingStatusResponse.From(known),
            (null, _) => RecordingStatusResponse.Without("no_recorder", "The camera has no recorder; starting a recording deploys one."),
            ({ Phase: WorkloadPhase.Failing } failing, _) => RecordingStatusResponse.Without("error", failing.Reason ?? "The recorder does not run."),
            _ => RecordingStatusResponse.Without("deploying", "The recorder is starting."),
        };
    }

    /// <returns>What the first pass after this call, or a later one, found that satisfies the condition; else what the last pass found.</returns>
    private async Task<RecordingObservation?> WaitAsync(
        Guid id, Action<Guid> wake, Func<RecordingObservation, bool> isDecided, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = Deadline.After(timeout, time, cancellationToken);
        RecordingObservation? last = null;
        try
        {
            var pass = reconciler.NextPassAsync(id, deadline.Token);
            wake(id);
            while (!isDecided(last = (await pass).Recording))
            {
                pass = reconciler.NextPassAsync(id, deadline.Token);
            }
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            // The reconciler continues; the answer says how far it is.
        }

        return last;
    }

    /// <summary>A recorder that does not answer may be recording.</summary>
    private async Task<bool> MayBeRecordingAsync(Guid id, CancellationToken cancellationToken) =>
        orchestrator.Find(new(id, WorkloadComponent.Recorder)) is not null
        && (await ReadRecorderAsync(id, cancellationToken))?.IsOn() != false;

    private async Task<RecorderStatus?> ReadRecorderAsync(Guid id, CancellationToken cancellationToken) =>
        orchestrator.Find(new(id, WorkloadComponent.Recorder)) is { Phase: WorkloadPhase.Running, Address: { } address }
            ? await recorders.ReadStatusAsync(address, cancellationToken)
            : null;
}
