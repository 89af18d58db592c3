using FalconEye.Api.CameraEvents;
using FalconEye.Api.Events;

namespace FalconEye.Api.Tests.CameraEvents;

public sealed class NoticeTrackerTests
{
    private static readonly DateTime Start = new(2026, 11, 28, 12, 0, 0, DateTimeKind.Utc);
    private static readonly NoticeSubject Motion = new(EventKinds.Motion);
    private static readonly NoticeSubject Line = new(EventKinds.LineCrossing, "Gate");

    [Fact]
    public void Two_detectors_of_the_same_motion_make_one_event_and_repetitions_none()
    {
        NoticeTracker tracker = new([], Start);
        Assert.Equal(["Begin 0"], Take(tracker, 0, State("alarm", true)));
        Assert.Empty(Take(tracker, 1, State("alarm", true), State("cells", true)));
        Assert.Empty(Take(tracker, 2, State("alarm", false), State("alarm", false)));
        Assert.Equal(["End 3"], Take(tracker, 3, State("cells", false)));
        Assert.Empty(Take(tracker, 4, State("cells", false)));
        Assert.Equal(["Begin 5", "End 5"], Take(tracker, 5, State("alarm", true), State("alarm", false)));
    }

    [Fact]
    public void What_was_open_goes_on_when_a_new_subscription_begins_with_it_and_ends_when_it_does_not()
    {
        NoticeTracker confirmed = new([Motion], Start);
        Assert.Empty(Take(confirmed, 1, State("alarm", true, isInitial: true)));
        Assert.Empty(confirmed.EndStale(At(40)));
        Assert.Equal(["End 41"], Take(confirmed, 41, State("alarm", false)));

        NoticeTracker over = new([Motion], Start);
        Assert.Equal(["End 1"], Take(over, 1, State("alarm", false, isInitial: true)));

        NoticeTracker unknown = new([Motion, Line], Start);
        Take(unknown, 1, State("alarm", true));
        Assert.Empty(unknown.EndStale(At(29)));
        var ended = Assert.Single(unknown.EndStale(At(31)));
        Assert.Equal((Line, "The camera did not report the end."), (ended.Subject, ended.Remark));
        Assert.Empty(unknown.EndStale(At(32)));
    }

    [Fact]
    public void A_state_that_is_never_reported_to_end_ends_after_an_hour_and_an_input_stays()
    {
        NoticeSubject door = new(EventKinds.DigitalInput, Label: "1");
        NoticeTracker tracker = new([], Start);
        Take(tracker, 0, State("alarm", true), new Notice(door, "door", true, false, null, "t"));
        Assert.Empty(Take(tracker, 3000, State("alarm", true)));
        Assert.Empty(tracker.EndStale(At(6500)));
        Assert.Equal(Motion, Assert.Single(tracker.EndStale(At(6601))).Subject);

        // It still says so: that is no news.
        Assert.Empty(Take(tracker, 6700, State("alarm", true)));
        Assert.Empty(Take(tracker, 6701, State("alarm", false)));
        Assert.Equal(["Begin 6702"], Take(tracker, 6702, State("alarm", true)));
    }

    [Fact]
    public void A_line_is_crossed_once_though_it_is_reported_with_each_frame_and_by_two_subscriptions()
    {
        NoticeTracker tracker = new([], Start);
        Assert.Equal(["Moment 0"], Take(tracker, 0, Crossed(0)));
        Assert.Empty(Take(tracker, 1, Crossed(1), Crossed(1)));
        Assert.Equal(["Moment 5"], Take(tracker, 5, Crossed(5)));
        Assert.Empty(Take(tracker, 8, Crossed(5)));
        Assert.Equal(["Moment 9"], Take(tracker, 9, Crossed(9)));

        // A state by the other subscription, older than what is known.
        Assert.Equal(["Begin 10", "End 12"], Take(tracker, 12, State("alarm", true, at: 10), State("alarm", false, at: 12)));
        Assert.Empty(Take(tracker, 13, State("alarm", true, at: 10)));
    }

    [Fact]
    public void A_notice_has_the_cameras_time_while_that_can_be_true()
    {
        NoticeTracker tracker = new([], Start);
        Assert.Equal(["Begin 98"], Take(tracker, 100, State("a", true, at: 98)));
        Assert.Equal(["End 200"], Take(tracker, 200, State("a", false, at: -7200)));
        Assert.Equal(["Begin 300"], Take(tracker, 300, State("a", true, at: 9000)));
    }

    [Fact]
    public void A_camera_that_reports_without_end_fills_no_log()
    {
        NoticeTracker tracker = new([], Start);
        var changes = Enumerable.Range(0, 1000)
            .SelectMany(number => Take(tracker, number / 100, new Notice(new(EventKinds.CameraEvent, $"z{number}"), $"k{number}", true, false, null, "t"))).ToList();
        Assert.Equal((NoticeTracker.MaxBegun, At(9)), (changes.Count, tracker.LastLeftOut));

        NoticeTracker other = new([], Start);
        for (var number = 0; number < 500; number++)
        {
            Take(other, number, State("alarm", number % 2 == 0));
        }

        Assert.Null(other.LastLeftOut);
    }

    private static string[] Take(NoticeTracker tracker, int second, params Notice[] notices) =>
        [.. tracker.Take(notices, At(second)).Select(change => $"{change.Kind} {(change.Time - Start).TotalSeconds}")];

    private static Notice State(string key, bool isActive, bool isInitial = false, int? at = null) =>
        new(Motion, key, isActive, isInitial, at is { } second ? new DateTimeOffset(At(second)) : null, "t");

    private static Notice Crossed(int second) => new(Line, "line", null, false, new DateTimeOffset(At(second)), "t");

    private static DateTime At(int second) => Start.AddSeconds(second);
}
