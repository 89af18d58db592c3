using FalconEye.Media.Motion;

namespace FalconEye.Media.Tests.Motion;

public sealed class TrackingMotion
{
    private static readonly DateTime Noon = new(2026, 11, 27, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void An_event_begins_when_something_began_to_move_and_ends_when_it_last_moved()
    {
        var tracker = new MotionTracker(0.5);
        Note(tracker, 0, 0.5, 1); // nothing
        Moving(tracker, 1.5);
        Assert.Empty(tracker.Recent());
        Moving(tracker, 2, 2.5, 3);

        Assert.Equal((Noon.AddSeconds(1.5), (DateTime?)null), (tracker.Recent()[0].Begin, tracker.Recent()[0].End));
        Note(tracker, 3.5, 4, 6.5);
        Assert.Null(tracker.Recent()[0].End);
        Note(tracker, 7);
        Assert.Equal(Noon.AddSeconds(3), Assert.Single(tracker.Recent()).End);
    }

    [Fact]
    public void A_single_picture_is_no_event_and_a_pause_does_not_make_two()
    {
        var tracker = new MotionTracker(0.5);
        Moving(tracker, 0);
        Note(tracker, 0.5, 1, 1.5);
        Moving(tracker, 2);
        Assert.Empty(tracker.Recent());

        Moving(tracker, 2.5, 3);
        Note(tracker, 4, 5, 6);
        Moving(tracker, 6.5);
        Assert.Single(tracker.Recent());
    }

    [Fact]
    public void The_numbers_go_on_and_the_strongest_moment_is_the_score()
    {
        var tracker = new MotionTracker(0);
        for (var count = 0; count < 30; count++)
        {
            tracker.Note(new MotionSample(0.01, "Gate", true), Noon.AddSeconds(count * 10));
            tracker.Note(new MotionSample(0.1, "Yard", true), Noon.AddSeconds((count * 10) + 1));
            tracker.Note(default, Noon.AddSeconds((count * 10) + 6));
        }

        Assert.Equal(20, tracker.Recent().Count);
        Assert.Equal((30, "Gate", 0.67), (tracker.Recent()[^1].Number, tracker.Recent()[^1].Zone, tracker.Recent()[^1].Score));
        tracker.Note(new MotionSample(0.1, null, true), Noon.AddHours(1));
        tracker.End();
        Assert.Equal(Noon.AddHours(1), tracker.Recent()[^1].End);
    }

    private static void Moving(MotionTracker tracker, params double[] seconds)
    {
        foreach (var second in seconds)
        {
            tracker.Note(new MotionSample(0.01, null, true), Noon.AddSeconds(second));
        }
    }

    private static void Note(MotionTracker tracker, params double[] seconds)
    {
        foreach (var second in seconds)
        {
            tracker.Note(default, Noon.AddSeconds(second));
        }
    }
}
