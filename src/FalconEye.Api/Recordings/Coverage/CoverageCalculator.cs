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
    private const string Requested = EventKinds.RecordingRequested;
    private const string StopRequested = EventKinds.RecordingStopRequested;

    /// <summary>Between two files of one recording less than this is missing.</summary>
    private static readonly TimeSpan GapTolerance = TimeSpan.FromSeconds(1.5);

    /// <summary>A user's request comes a little before the last frame is on disk, or the recording ends a little before the request.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    /// <summary>Whether the camera is recorded on events now.</summary>
    internal bool IsOnEvents { get; init; }

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
                gaps.AddRange(GapsBetween(before, until, Earlier(recording.StartTime, to)));
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
            gaps.AddRange(GapsBetween(before, until, to));
        }

        var period = to - from;
        var share = period > TimeSpan.Zero ? Math.Round(filmed / period, 4) : 0;
        var quiet = gaps.ToLookup(gap => gap.Cause == GapCause.NoEvent);
        return new CoverageReport(from, to, share, Math.Round(filmed.TotalSeconds, 1), [.. quiet[false]], files, [.. quiet[true]]);
    }

    /// <summary>
    /// What is between two recordings, with its cause: one gap, or several while the camera is recorded on events, of which those in which nothing
    /// happened are none.
    /// </summary>
    internal IEnumerable<CoverageGap> GapsBetween(Recording? before, DateTime from, DateTime to)
    {
        var changes = events.Where(item => item.Time > from && item.Time < to && item.Kind is EventKinds.CameraStatus or Requested or StopRequested)
            .Select(item => item.Time).Order().ToList();
        List<DateTime> bounds = [from, .. changes, to];
        if (!bounds.SkipLast(1).Any(IsOnEventsAt))
        {
            return [GapBetween(before, from, to)];
        }

        List<CoverageGap> gaps = [];
        foreach (var (begin, end) in bounds.Zip(bounds.Skip(1)))
        {
            var last = begin == from ? before : null;
            var gap = IsOnEventsAt(begin) && IsRunningAt(begin) && (last is null || !IsJustBefore(last, begin) || last.ErrorMessage is null)
                ? new CoverageGap(begin, end, GapCause.NoEvent, "Nothing happened; the camera is recorded on events.")
                : GapBetween(last, begin, end);
            if (gaps is [.., var previous] && previous.Cause == gap.Cause)
            {
                gaps[^1] = previous with { To = end };
            }
            else
            {
                gaps.Add(gap);
            }
        }

        return gaps.Where(gap => gap.To - gap.From > GapTolerance);
    }

    private bool IsOnEventsAt(DateTime time) => LastRequestAt(time) is { } request
        ? request.Kind == Requested && TextIn(request, "recording_mode") == "events"
        : IsOnEvents && IsRequestedAt(time);

    /// <summary>A camera of which nothing is known runs: its status is logged when it changes.</summary>
    private bool IsRunningAt(DateTime time) => StatusAt(time) is null or "running";

    private string? StatusAt(DateTime time) =>
        events.LastOrDefault(item => item.Kind == EventKinds.CameraStatus && item.Time <= time) is { } status ? TextIn(status, "status") : null;

    private LoggedEvent? LastRequestAt(DateTime time) => events.LastOrDefault(item => item.Time <= time && item.Kind is Requested or StopRequested);

    /// <summary>The gap after a recording, with its cause.</summary>
    internal CoverageGap GapBetween(Recording? before, DateTime from, DateTime to)
    {
        var (cause, reason) = CauseOf(before, from, to);
        return new CoverageGap(from, to, cause, reason);
    }

    private (GapCause Cause, string Reason) CauseOf(Recording? before, DateTime from, DateTime to)
    {
        // A request from before the recording was about an earlier gap.
        if (LastWord(Later(from - Slack, before?.StartTime ?? DateTime.MinValue), to, StopRequested) is { } stopped)
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
            true when StatusAt(from) == "stopped" => (GapCause.StoppedByPerson, "The camera was stopped."),
            true when StatusAt(from) == "creating" => (GapCause.Restarted, "The camera was being started."),
            true => (GapCause.Unknown, "A recording was requested, and there is no record of why there is none."),
        };
    }

    private LoggedEvent? LastWord(DateTime from, DateTime to, string kind) =>
        events.LastOrDefault(item => item.Kind == kind && item.Time >= from && item.Time <= to);

    private LoggedEvent? LastStatus(DateTime from, DateTime to, string status) =>
        events.LastOrDefault(item => item.Kind == EventKinds.CameraStatus && item.Time >= from && item.Time <= to && TextIn(item, "status") == status);

    private static string? TextIn(LoggedEvent item, string property)
    {
        using var data = JsonDocument.Parse(item.Data);
        return data.RootElement.TryGetProperty(property, out var text) ? text.GetString() : null;
    }

    private bool IsRequestedAt(DateTime time) => desiredSince <= time + Slack
        || events.LastOrDefault(item => item.Time <= time + Slack && item.Kind is Requested or StopRequested) is { Kind: Requested };

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
