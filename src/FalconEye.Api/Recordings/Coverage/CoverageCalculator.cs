using System.Text.Json;
using FalconEye.Api.Events;
using FalconEye.Contracts.Recordings;
using FalconEye.Data.Cameras;
using FalconEye.Data.Events;
using FalconEye.Data.Recordings;

namespace FalconEye.Api.Recordings.Coverage;

/// <summary>Finds the times without footage between recordings, and why each came about. Pure: the same rows give the same report.</summary>
/// <param name="recordings">The camera's recordings that reach into the period, and the last one before it.</param>
/// <param name="events">What happened in the period and shortly before, to the camera and to the server, oldest first.</param>
/// <param name="desiredSince">
/// Since when a recording has been desired without a break, UTC; <see langword="null"/> when it is not desired now. The event of a request
/// that is older than the log of events is not in it any more.
/// </param>
/// <param name="schedule">The schedule that the camera is recorded by; <see langword="null"/> in other modes.</param>
internal sealed class CoverageCalculator(
    IReadOnlyList<Recording> recordings, IReadOnlyList<LoggedEvent> events, DateTime? desiredSince = null, WeeklySchedule? schedule = null)
{
    /// <summary>Between two files of one recording less than this is missing.</summary>
    private static readonly TimeSpan GapTolerance = TimeSpan.FromSeconds(1.5);

    /// <summary>A user's request comes a little before the last frame is on disk, or the recording ends a little before the request.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    /// <summary>The report of a period.</summary>
    internal CoverageReport Of(DateTime from, DateTime to)
    {
        List<CoverageGap> gaps = [];
        var (filmed, until, files) = (TimeSpan.Zero, from, 0);
        Recording? before = null;
        foreach (var recording in recordings.OrderBy(recording => recording.StartTime))
        {
            var (begin, end) = (Later(recording.StartTime, until), Earlier(EndOf(recording, to), to));
            if (recording.StartTime - until > GapTolerance && until < to)
            {
                gaps.Add(GapBetween(before, until, Earlier(recording.StartTime, to)));
            }

            if (end > begin)
            {
                filmed += end - begin;
                files++;
            }

            (until, before) = (Later(until, end), recording);
        }

        if (to - until > GapTolerance)
        {
            gaps.Add(GapBetween(before, until, to));
        }

        var period = to - from;
        var share = period > TimeSpan.Zero ? Math.Round(filmed / period, 4) : 0;
        return new CoverageReport(from, to, share, Math.Round(filmed.TotalSeconds, 1), gaps, files);
    }

    /// <summary>The gap after a recording, with its cause.</summary>
    internal CoverageGap GapBetween(Recording? before, DateTime from, DateTime to)
    {
        var (cause, reason) = CauseOf(before, from, to);
        return new CoverageGap(from, to, cause, reason);
    }

    private (GapCause Cause, string Reason) CauseOf(Recording? before, DateTime from, DateTime to)
    {
        // A request from before the recording was about an earlier gap.
        if (LastWord(Later(from - Slack, before?.StartTime ?? DateTime.MinValue), to, EventKinds.RecordingStopRequested) is { } stopped)
        {
            return (GapCause.StoppedByPerson, stopped.Message);
        }

        var error = before is not null && IsJustBefore(before, from) ? before.ErrorMessage : null;
        var cause = error is null ? GapCause.RecorderLost : CauseIn(error);
        if (cause == GapCause.RecorderLost && LastWord(from, to, EventKinds.ServerStarted) is not null)
        {
            return (GapCause.ServerDown, "The server was not running.");
        }

        if (error is not null)
        {
            return (cause, error);
        }

        if (LastStatus(from - Slack, to, "error") is { } failed)
        {
            return (GapCause.CameraLost, failed.Message);
        }

        if (IsRequestedAt(from) && LastStatus(from - Slack, to, "creating") is { Actor: not Actor.System })
        {
            return (GapCause.Restarted, "The camera was restarted, or its settings were changed.");
        }

        return IsRequestedAt(from) switch
        {
            true when schedule?.IsActiveAt(from) is false => (GapCause.NotRequested, "It was outside of the camera's recording schedule."),
            false => (GapCause.NotRequested, "No recording was requested."),
            true => (GapCause.Unknown, "A recording was requested, and there is no record of why there is none."),
        };
    }

    private LoggedEvent? LastWord(DateTime from, DateTime to, string kind) =>
        events.LastOrDefault(item => item.Kind == kind && item.Time >= from && item.Time <= to);

    private LoggedEvent? LastStatus(DateTime from, DateTime to, string status) =>
        events.LastOrDefault(item => item.Kind == EventKinds.CameraStatus && item.Time >= from && item.Time <= to && StatusIn(item) == status);

    private static string? StatusIn(LoggedEvent item)
    {
        using var data = JsonDocument.Parse(item.Data);
        return data.RootElement.TryGetProperty("status", out var status) ? status.GetString() : null;
    }

    private bool IsRequestedAt(DateTime time) => desiredSince <= time + Slack
        || events.LastOrDefault(item => item.Time <= time + Slack && item.Kind is EventKinds.RecordingRequested or EventKinds.RecordingStopRequested)
            is { Kind: EventKinds.RecordingRequested };

    private static bool IsJustBefore(Recording before, DateTime gap) => before.EndTime is not { } end || (gap - end).Duration() < Slack;

    private static GapCause CauseIn(string error) => error switch
    {
        _ when error.StartsWith(RecordingErrors.DiskNearlyFull, StringComparison.Ordinal) => GapCause.DiskFull,
        _ when error.StartsWith(RecordingErrors.CannotBeWritten, StringComparison.Ordinal) => GapCause.DiskFull,
        _ when error.StartsWith(RecordingErrors.RecorderLost, StringComparison.Ordinal) => GapCause.RecorderLost,
        _ => GapCause.CameraLost,
    };

    private static DateTime EndOf(Recording recording, DateTime now) =>
        recording.EndTime ?? (recording.Status == RecordingStatus.Recording ? now : recording.StartTime);

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;
}
