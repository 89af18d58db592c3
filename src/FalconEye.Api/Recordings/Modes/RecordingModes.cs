using System.Diagnostics.CodeAnalysis;
using FalconEye.Api.Problems;
using FalconEye.Data.Cameras;

namespace FalconEye.Api.Recordings.Modes;

/// <summary>Reads the recording mode that a user chooses for a camera.</summary>
internal static class RecordingModes
{
    private const string Events = "events";

    /// <summary>As clients see it.</summary>
    internal static string NameOf(RecordingMode mode) => mode.ToString().ToLowerInvariant();

    /// <summary>Reads a choice.</summary>
    /// <param name="camera">The camera as it is.</param>
    /// <param name="mode">The mode's name; <see langword="null"/> to leave it.</param>
    /// <param name="schedule">The schedule; <see langword="null"/> to leave it.</param>
    /// <param name="choice">What is chosen.</param>
    /// <param name="refusal">Why that cannot be chosen.</param>
    internal static bool TryRead(
        Camera camera, string? mode, RecordingScheduleBody? schedule, out RecordingChoice choice, [NotNullWhen(false)] out Refusal? refusal)
    {
        (choice, refusal) = (default, null);
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
            _ => (DesiredRecording?)null,
        };
        refusal = (mode, desired) switch
        {
            (Events, _) => Refusal.Invalid(
                "recording_mode", "Recording on events is not there yet. Choose off, always or schedule."),
            (_, null) => Refusal.Invalid("recording_mode", $"\"{mode}\" is no recording mode. There are off, always and schedule."),
            ("always", _) when !camera.DesiredRunning =>
                Refusal.NotPossible($"{camera.Name} is not running. Start the camera, then record it."),
            ("schedule", _) when weekly is null && camera.RecordingSchedule is null =>
                Refusal.Invalid("recording_schedule", "The camera has no schedule yet. Send recording_schedule with recording_mode."),
            _ => null,
        };
        choice = new(desired ?? camera.DesiredRecording, weekly?.ToString());
        return refusal is null;
    }
}

/// <summary>What a user chose.</summary>
/// <param name="Desired">The mode.</param>
/// <param name="Schedule">A new schedule as it is stored; <see langword="null"/> to keep the one there is.</param>
internal readonly record struct RecordingChoice(DesiredRecording Desired, string? Schedule);
