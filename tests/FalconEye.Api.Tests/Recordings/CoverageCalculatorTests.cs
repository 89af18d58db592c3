using FalconEye.Api.Recordings.Coverage;
using FalconEye.Contracts.Recordings;
using FalconEye.Data.Events;
using FalconEye.Data.Recordings;
using Microsoft.Extensions.Time.Testing;

namespace FalconEye.Api.Tests.Recordings;

public sealed class CoverageCalculatorTests
{
    private static readonly Guid Camera = Guid.NewGuid();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly List<Recording> _recordings = [];
    private readonly List<LoggedEvent> _events = [];

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    [Fact]
    public void A_gap_long_after_the_request_is_not_reported_as_unrequested()
    {
        Log("recording_requested", "Recording of Door was switched on.");
        _clock.Advance(TimeSpan.FromDays(40));
        Record(TimeSpan.FromHours(1));
        Pass(TimeSpan.FromMinutes(5));
        Record(TimeSpan.FromHours(1));

        Assert.Equal(GapCause.RecorderLost, CauseOfGap(error: RecordingErrors.RecorderLost + "was interrupted."));
        Assert.Equal(GapCause.Unknown, CauseOfGap());
    }

    [Fact]
    public void A_request_whose_event_was_deleted_still_counts()
    {
        var requested = Now;
        _clock.Advance(TimeSpan.FromDays(200));
        Record(TimeSpan.FromHours(1));
        Pass(TimeSpan.FromMinutes(5));
        Record(TimeSpan.FromHours(1));

        var gap = new CoverageCalculator(_recordings, _events, requested).GapBetween(_recordings[0], _recordings[0].EndTime!.Value, _recordings[1].StartTime);

        Assert.Equal(GapCause.Unknown, gap.Cause);
    }

    [Fact]
    public void A_camera_that_a_user_restarted_is_the_cause_of_the_gap_that_follows()
    {
        Log("recording_requested", "Recording of Door was switched on.");
        _clock.Advance(TimeSpan.FromDays(2));
        Record(TimeSpan.FromHours(1));
        Log("camera_status", "Door is creating.", """{"status":"creating"}""", "anna");
        Pass(TimeSpan.FromSeconds(12));
        Record(TimeSpan.FromHours(1));

        Assert.Equal(GapCause.Restarted, CauseOfGap());
    }

    [Fact]
    public void Without_a_request_the_cause_is_not_requested()
    {
        Record(TimeSpan.FromHours(1));
        Pass(TimeSpan.FromMinutes(5));
        Record(TimeSpan.FromHours(1));

        Assert.Equal(GapCause.NotRequested, CauseOfGap());
    }

    [Fact]
    public void A_request_to_stop_is_the_cause_until_the_next_request()
    {
        Log("recording_requested", "Recording of Door was switched on.");
        Record(TimeSpan.FromHours(1));
        Log("recording_stop_requested", "Recording of Door was switched off.");
        Pass(TimeSpan.FromHours(1));
        Log("recording_requested", "Recording of Door was switched on.");
        Record(TimeSpan.FromHours(1));

        Assert.Equal(GapCause.StoppedByPerson, CauseOfGap());
    }

    [Fact]
    public void A_camera_in_error_is_recognised_by_the_data_of_the_event_and_not_by_its_text()
    {
        Log("recording_requested", "Recording of Door was switched on.");
        Record(TimeSpan.FromHours(1));
        Log("camera_status", "The door that is error-prone is running.", """{"status":"running"}""");
        Pass(TimeSpan.FromSeconds(20));
        var unknown = CauseOfGapSoFar();
        Log("camera_status", "Kamera gestört", """{"status":"error"}""");
        Pass(TimeSpan.FromSeconds(20));
        Record(TimeSpan.FromHours(1));

        Assert.Equal(GapCause.Unknown, unknown);
        Assert.Equal(GapCause.CameraLost, CauseOfGap());
    }

    [Fact]
    public void Silence_of_a_camera_that_is_recorded_on_events_is_no_gap_but_what_kept_it_from_recording_is()
    {
        var began = Now;
        Log("recording_requested", "Recording of Door was switched to events.", """{"recording_mode":"events"}""");
        Pass(TimeSpan.FromHours(1));
        Record(TimeSpan.FromMinutes(1));
        Pass(TimeSpan.FromHours(2));
        Log("camera_status", "Door is error.", """{"status":"error"}""");
        Pass(TimeSpan.FromMinutes(10));
        Log("camera_status", "Door is running.", """{"status":"running"}""");
        Pass(TimeSpan.FromHours(1));
        Record(TimeSpan.FromMinutes(1));
        Log("recording_stop_requested", "Recording of Door was switched off.", """{"recording_mode":"off"}""");
        Pass(TimeSpan.FromHours(3));

        var report = new CoverageCalculator(_recordings, _events).Of(began, Now);

        Assert.Equal(
            [(GapCause.CameraLost, 600.0), (GapCause.StoppedByPerson, 3 * 3600.0)],
            report.Gaps.Select(gap => (gap.Cause, gap.Seconds)));
        Assert.Equal([3600.0, 2 * 3600.0, 3600.0], report.Quiet.Select(gap => gap.Seconds));
        Assert.All(report.Quiet, gap => Assert.Equal(GapCause.NoEvent, gap.Cause));
    }

    [Fact]
    public void A_camera_that_a_new_server_starts_is_the_cause_of_what_is_missed_meanwhile()
    {
        var began = Now;
        Log("recording_requested", "Recording of Door was switched to events.", """{"recording_mode":"events"}""");
        Pass(TimeSpan.FromHours(1));
        Log("server_started", "The server has started.");
        Pass(TimeSpan.FromSeconds(1));
        Log("camera_status", "Door is creating.", """{"status":"creating"}""");
        Pass(TimeSpan.FromSeconds(20));
        Log("camera_status", "Door is running.", """{"status":"running"}""");
        Pass(TimeSpan.FromHours(1));

        var gap = Assert.Single(new CoverageCalculator(_recordings, _events).Of(began, Now).Gaps);

        Assert.Equal((GapCause.Restarted, 20.0), (gap.Cause, gap.Seconds));
    }

    [Theory]
    [InlineData(RecordingErrors.DiskNearlyFull + "1 MB free.", nameof(GapCause.DiskFull))]
    [InlineData(RecordingErrors.CannotBeWritten + "I/O error.", nameof(GapCause.DiskFull))]
    [InlineData("The camera sends nothing.", nameof(GapCause.CameraLost))]
    public void The_error_of_the_recording_before_names_the_cause(string error, string expected)
    {
        Record(TimeSpan.FromHours(1));
        Pass(TimeSpan.FromMinutes(5));
        Record(TimeSpan.FromHours(1));

        Assert.Equal(expected, CauseOfGap(error).ToString());
    }

    [Fact]
    public void A_restart_of_the_server_is_the_cause_while_the_recorder_was_lost_with_it()
    {
        Log("recording_requested", "Recording of Door was switched on.");
        Record(TimeSpan.FromHours(1));
        Pass(TimeSpan.FromMinutes(5));
        Log("server_started", "The server started.");
        Pass(TimeSpan.FromSeconds(5));
        Record(TimeSpan.FromHours(1));

        Assert.Equal(GapCause.ServerDown, CauseOfGap(RecordingErrors.RecorderLost + "was interrupted."));
    }

    [Fact]
    public void File_boundaries_are_no_gaps_and_the_share_counts_recorded_time()
    {
        var began = Now;
        Record(TimeSpan.FromMinutes(30));
        Pass(TimeSpan.FromSeconds(1));
        Record(TimeSpan.FromMinutes(30));
        Pass(TimeSpan.FromHours(1));

        var report = new CoverageCalculator(_recordings, _events).Of(began, Now);

        Assert.Equal(0.5, report.ShareRecorded, 2);
        Assert.Equal(2, report.Recordings);
        Assert.Equal(3600, Assert.Single(report.Gaps).Seconds);
    }

    private GapCause CauseOfGap(string? error = null)
    {
        _recordings[^2].ErrorMessage = error;
        return new CoverageCalculator(_recordings, _events).GapBetween(_recordings[^2], _recordings[^2].EndTime!.Value, _recordings[^1].StartTime).Cause;
    }

    private GapCause CauseOfGapSoFar() =>
        new CoverageCalculator(_recordings, _events).GapBetween(_recordings[^1], _recordings[^1].EndTime!.Value, Now).Cause;

    private void Pass(TimeSpan time) => _clock.Advance(time);

    private void Record(TimeSpan duration)
    {
        var start = Now;
        _clock.Advance(duration);
        _recordings.Add(new Recording
        {
            Id = $"{Camera}_{start:yyyyMMddHHmmss}",
            CameraId = Camera,
            CameraName = "Door",
            FilePath = "/x",
            FileName = "x",
            StartTime = start,
            EndTime = Now,
            Status = RecordingStatus.Completed,
        });
    }

    private void Log(string kind, string message, string data = "{}", string actor = "system") =>
        _events.Add(new LoggedEvent { Time = Now, Kind = kind, CameraId = Camera, Actor = actor, Message = message, Data = data });
}
