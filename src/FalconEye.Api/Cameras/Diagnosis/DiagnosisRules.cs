using FalconEye.Api.Recordings;
using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Data.Cameras;
using FalconEye.Orchestration;

namespace FalconEye.Api.Cameras.Diagnosis;

/// <summary>
/// Says from the facts what is wrong, the likeliest cause first. Pure, so that the same facts always give the same findings.
/// </summary>
internal static class DiagnosisRules
{
    private const long Megabyte = 1024 * 1024;

    /// <returns>At least one finding.</returns>
    internal static IReadOnlyList<DiagnosisFinding> Judge(CameraFacts facts)
    {
        DiagnosisFinding?[] looks = [OfCall(facts), OfNode(facts), OfPicture(facts), OfDisk(facts), OfRecorder(facts)];
        List<DiagnosisFinding> findings = [.. looks.OfType<DiagnosisFinding>()];
        return findings.Count > 0 ? findings : [Healthy(facts.Camera.DesiredRecording.Mode)];
    }

    private static DiagnosisFinding Healthy(RecordingMode mode) => mode switch
    {
        RecordingMode.Off => new(
            DiagnosisCause.Healthy,
            "The camera delivers pictures. Recording is not switched on for it.",
            "To record it, start a recording."),
        RecordingMode.Events => new(DiagnosisCause.Healthy, "The camera delivers pictures and is recorded when something happens.", "Nothing to do."),
        _ => new(DiagnosisCause.Healthy, "The camera delivers pictures and is being recorded.", "Nothing to do."),
    };

    private static DiagnosisFinding? OfCall(CameraFacts facts) => facts.Camera switch
    {
        { Status: CameraStatus.Deleting } => new(
            DiagnosisCause.BeingDeleted,
            "The camera is being deleted.",
            "Wait until it is gone; add it again if that was a mistake."),
        { DesiredRunning: false, Status: CameraStatus.Stopped } => new(
            DiagnosisCause.Stopped,
            "The camera is stopped, so there is neither picture nor recording.",
            "Start the camera."),
        _ => null,
    };

    private static DiagnosisFinding? OfNode(CameraFacts facts) => facts.Node is { Ready: false } node
        ? new(
            DiagnosisCause.NodeDown,
            $"The machine {node.Name}, which the camera runs on, is not ready.",
            $"Look whether {node.Name} has power and network; or move the camera to another machine.")
        : null;

    private static DiagnosisFinding? OfPicture(CameraFacts facts)
    {
        if (facts.HasPicture)
        {
            return facts.Workload is { Phase: WorkloadPhase.Failing } failing
                ? new(
                    DiagnosisCause.WorkloadFailing,
                    $"The camera answers, but its program here does not run: {failing.Reason}",
                    "Restart the camera; if it fails again, read its log.")
                : null;
        }

        return facts switch
        {
            { Probe: { } probe } => OfProbe(probe, facts.Listens),
            { Camera.Protocol: CameraProtocol.Usb, Camera.Status: CameraStatus.Error } =>
                new(
                    DiagnosisCause.UsbLost,
                    facts.Camera.LastError ?? "The USB camera delivers no picture.",
                    "Look whether it is plugged in, and not used by another program."),
            { Workload: { Phase: WorkloadPhase.Failing } failing } =>
                new(
                    DiagnosisCause.WorkloadFailing,
                    $"The camera's program does not run: {failing.Reason}",
                    "Restart the camera; if it fails again, read its log."),
            { Camera.Status: CameraStatus.Creating } => new(
                DiagnosisCause.Starting,
                "The camera is just starting.",
                "Check again in half a minute."),
            { Camera.Status: CameraStatus.Error } => new(
                DiagnosisCause.Unknown,
                facts.Camera.LastError ?? "The camera has an error.",
                "Read its log and events."),
            _ => null,
        };
    }

    private static DiagnosisFinding OfProbe(ProbeResult probe, bool? listens)
    {
        var hint = probe.Hint ?? "The source gives no picture.";
        return (probe.Reason, listens) switch
        {
            (FailureReasons.Unauthorized, _) => new(
                DiagnosisCause.WrongPassword,
                "The camera refuses the user name or password.",
                "Enter the right ones in the camera's address."),
            (FailureReasons.Refused, _) => new(
                DiagnosisCause.Refused,
                hint,
                "Look whether the port is right and the camera's streaming is switched on."),
            (FailureReasons.Unreachable, _) => new(
                DiagnosisCause.Unreachable,
                hint,
                "Look whether the camera has power and network, and whether its address has changed."),
            (FailureReasons.NotFound, _) => new(DiagnosisCause.WrongPath, hint, "Look up the path of the stream in the camera's manual."),
            (FailureReasons.NoVideo or FailureReasons.UnsupportedCodec, _) => new(
                DiagnosisCause.NoVideo,
                hint,
                "Choose H.264 or H.265 in the camera's own settings."),
            (FailureReasons.Timeout, true) => new(
                DiagnosisCause.Frozen,
                "The camera takes connections and sends no pictures: it hangs.",
                "Switch the camera off and on again."),
            (FailureReasons.Timeout, _) => new(DiagnosisCause.NoAnswer, hint, "Look whether the camera has power and network."),
            _ => new(DiagnosisCause.Unknown, hint, "Read the camera's log."),
        };
    }

    /// <summary>What a recorder gave up for may be gone a moment later, as when someone deletes recordings.</summary>
    private static DiagnosisFinding? OfDisk(CameraFacts facts) => facts switch
    {
        { Disk: { IsFull: true } disk } => DiskFull(
            $"The disk is too full to record: {disk.FreeBytes / Megabyte} MB are free, {disk.ReservedBytes / Megabyte} MB must stay free."),
        { Recording.Error: { } error } when error.StartsWith(RecordingErrors.DiskNearlyFull, StringComparison.Ordinal) => DiskFull(error),
        _ => null,
    };

    private static DiagnosisFinding DiskFull(string summary) =>
        new(DiagnosisCause.DiskFull, summary, "Delete old recordings, or lower MIN_FREE_DISK_MB.");

    private static DiagnosisFinding? OfRecorder(CameraFacts facts)
    {
        if (!facts.Camera.DesiredRecording.IsOn || !facts.HasPicture || facts.Disk is { IsFull: true })
        {
            return null;
        }

        return facts switch
        {
            { Recorder: { Phase: WorkloadPhase.Failing } failing } =>
                new(DiagnosisCause.RecorderFailing, $"The recorder does not run: {failing.Reason}", "Read the recorder's log."),
            { Recording: { Error: null } recorder } when recorder.IsOn() => null,
            { Recording.Error: { } error } => new(
                DiagnosisCause.NotRecording,
                $"The recorder waits: {error}",
                "Check again in a minute; it tries again by itself."),
            _ => new(
                DiagnosisCause.NotRecording,
                "The recorder does not record though it should.",
                "Start the recording again, and read the recorder's log if it fails."),
        };
    }
}
