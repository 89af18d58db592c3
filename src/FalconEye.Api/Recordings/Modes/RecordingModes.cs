using System.Diagnostics.CodeAnalysis;
using FalconEye.Api.Cameras;
using FalconEye.Api.Events;
using FalconEye.Api.Motion;
using FalconEye.Api.Problems;
using FalconEye.Contracts.Cameras;
using FalconEye.Data.Cameras;

namespace FalconEye.Api.Recordings.Modes;

/// <summary>Reads the recording mode that a user chooses for a camera.</summary>
internal static class RecordingModes
{
    /// <summary>As clients see it.</summary>
    internal static string NameOf(RecordingMode mode) => mode.ToString().ToLowerInvariant();

    /// <summary>Reads a choice.</summary>
    /// <param name="camera">The camera as it is.</param>
    /// <param name="request">The changes that were requested.</param>
    /// <param name="choice">What is chosen.</param>
    /// <param name="refusal">Why that cannot be chosen.</param>
    internal static bool TryRead(
        Camera camera,
        UpdateCameraRequest request,
        out RecordingChoice choice,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        (choice, refusal) = (default, null);
        var (mode, schedule, events) = (request.RecordingMode, request.RecordingSchedule, request.RecordingEvents);
        WeeklySchedule? weekly = null;
        if (schedule is not null && !WeeklySchedule.TryRead(schedule.TimeZone, schedule.Days, out weekly, out var problem))
        {
            refusal = Refusal.Invalid("recording_schedule", problem);
            return false;
        }

        var desired = mode switch
        {
            null => camera.DesiredRecording,
            "off" => DesiredRecording.Off,
            "always" => DesiredRecording.Always,
            "schedule" => DesiredRecording.BySchedule,
            "events" => DesiredRecording.OnEvents,
            _ => (DesiredRecording?)null,
        };
        refusal = (mode, desired) switch
        {
            (_, null) => Refusal.Invalid("recording_mode", $"\"{mode}\" is no recording mode. There are off, always, schedule and events."),
            ("always", _) when !camera.DesiredRunning =>
                Refusal.NotPossible($"{camera.Name} is not running. Start the camera, then record it."),
            ("schedule", _) when weekly is null && camera.RecordingSchedule is null =>
                Refusal.Invalid("recording_schedule", "The camera has no schedule yet. Send recording_schedule with recording_mode."),
            _ when events?.FindProblem() is { } wrong => Refusal.Invalid("recording_events", wrong),
            (_, { Mode: RecordingMode.Events }) => FindRefusalOfEvents(camera, request),
            _ => null,
        };
        choice = new(desired ?? camera.DesiredRecording, weekly?.ToString(), events?.Write());
        return refusal is null;
    }

    /// <summary>A camera that is recorded on motion alone would never be without motion detection.</summary>
    private static Refusal? FindRefusalOfEvents(Camera camera, UpdateCameraRequest request)
    {
        var kinds = (request.RecordingEvents ?? CameraEventRecording.Read(camera.RecordingEvents)).Kinds;
        var looked = request.Motion ?? CameraMotion.Read(camera.Motion);
        var recognises = (looked.Objects ?? CameraMotion.Read(camera.Motion).Objects!).Enabled;
        var isDetected = kinds.Any(kind => kind is not (EventKinds.Motion or EventKinds.Object))
            || (looked.Enabled && (kinds.Contains(EventKinds.Motion) || recognises))
            || (request.CameraEvents?.Enabled ?? camera.TakesEvents);
        return (isDetected, camera.Protocol, request.RecordingMode) switch
        {
            (true, _, _) => null,
            (_, not CameraProtocol.Usb, _) when looked.Enabled => Refusal.Invalid(
                "motion", $"{camera.Name} is recorded on objects alone. Recognise them (motion.objects.enabled), or choose another recording_mode."),
            (_, CameraProtocol.Usb, _) => Refusal.Invalid(
                "recording_mode", "A USB camera has no motion detection, so it cannot be recorded on motion. Choose off, always or schedule."),
            (_, _, null) => Refusal.Invalid(
                "motion", $"{camera.Name} is recorded on motion. Choose another recording_mode before motion detection is switched off."),
            _ => Refusal.Invalid(
                "recording_mode", $"{camera.Name} would never be recorded: its motion detection is off. Switch it on (motion.enabled) with this mode."),
        };
    }
}

/// <summary>What a user chose.</summary>
/// <param name="Desired">The mode.</param>
/// <param name="Schedule">A new schedule as it is stored; <see langword="null"/> to keep the one there is.</param>
/// <param name="Events">How it is recorded on events, as that is stored; <see langword="null"/> to keep what there is.</param>
internal readonly record struct RecordingChoice(DesiredRecording Desired, string? Schedule, string? Events);
