using FalconEye.Media.Ingest;

namespace FalconEye.Media.Tests.Ingest;

public sealed class UnitTimingTests
{
    private const int Rate = 90_000;
    private const int FramesPerSecond = 15;
    private const long Step = Rate / FramesPerSecond;
    private const long Hour = 3600L * Rate;

    private static readonly TimeSpan FramePeriod = TimeSpan.FromSeconds(1.0 / FramesPerSecond);

    [Fact]
    public void Good_stamps_keep_their_exact_distances_under_jitter()
    {
        var random = new Random(1);
        var placed = Run(FramesPerSecond * 600, i => i * Step, i => (FramePeriod * i) + TimeSpan.FromMilliseconds(random.NextDouble() * 30));
        Assert.All(Distances(placed), distance => Assert.Equal(Step, distance));
    }

    [Theory]
    [InlineData(0.0, 0.6)]
    [InlineData(2.0, 0.6)]
    [InlineData(1.2, 0.6)]
    [InlineData(11.1, 0.8)]
    [InlineData(0.5, 0.6)]
    [InlineData(0.1, 0.6)]
    public void Stamps_that_run_at_another_speed_do_not_change_the_length(double speed, double toleratedSeconds)
    {
        var placed = Run(FramesPerSecond * 60, i => (long)(i * Step * speed), i => FramePeriod * i);
        Assert.InRange(Seconds(placed[^1]), 60 - FramePeriod.TotalSeconds - toleratedSeconds, 60 + toleratedSeconds);
        Assert.All(Distances(placed), distance => Assert.InRange(distance, 1, Rate));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.011)]
    public void Stamps_that_crawl_are_recognised_early_enough_for_a_short_recording(double speed)
    {
        var placed = Run(FramesPerSecond * 8, i => (long)(i * Step * speed), i => FramePeriod * i);
        Assert.InRange(Seconds(placed[^1]), 7, 8.5);
    }

    [Theory]
    [InlineData(1.0, 0.5)]
    [InlineData(2.0, 2)]
    public void Units_that_arrive_four_at_once_are_judged_alike(double speed, double toleratedSeconds)
    {
        var placed = Run(FramesPerSecond * 60, i => (long)(i * Step * speed), i => (FramePeriod * (4 * ((i / 4) + 1))) + TimeSpan.FromMilliseconds(i % 4));
        Assert.InRange(Seconds(placed[^1]), 60 - toleratedSeconds, 60 + toleratedSeconds);
    }

    [Theory]
    [InlineData(Hour)]
    [InlineData(-Hour)]
    [InlineData(-1)]
    [InlineData(5 * Rate)]
    public void A_camera_that_sets_its_clock_leaves_no_trace(long jump)
    {
        var placed = Run(FramesPerSecond * 20, i => (i * Step) + (i >= 100 ? jump : 0), i => FramePeriod * i);
        Assert.Equal(Seconds((placed.Count - 1) * Step), Seconds(placed[^1]), 1);
        Assert.All(Distances(placed), distance => Assert.InRange(distance, 1, 2 * Step));
    }

    [Fact]
    public void Stamps_that_jump_again_and_again_are_replaced()
    {
        var placed = Run(FramesPerSecond * 60, i => (i * Step) + (i / 30 * Hour), i => FramePeriod * i, out var clock);
        Assert.True(clock.IsReplaced(0));
        Assert.Equal(60, Seconds(placed[^1]), 0.5);
    }

    [Fact]
    public void A_burst_of_stored_frames_lies_before_the_connection()
    {
        const int Stored = 60;
        var placed = Run(
            FramesPerSecond * 20, i => i * Step, i => i < Stored ? TimeSpan.FromMilliseconds(i) : FramePeriod * (i - Stored + 1), out var clock);
        Assert.All(Distances(placed), distance => Assert.Equal(Step, distance));
        Assert.Equal(-Stored / (double)FramesPerSecond, clock.Origin.TotalSeconds, 0.2);
    }

    [Theory]
    [InlineData(500e-6)]
    [InlineData(-500e-6)]
    [InlineData(20e-6)]
    public void Drift_does_not_add_up(double drift)
    {
        const int Hours = 4;
        var placed = Run(FramesPerSecond * 3600 * Hours, i => (long)(i * Step * (1 + drift)), i => FramePeriod * i);
        Assert.Equal(Hours * 3600, Seconds(placed[^1]), 0.3);
        Assert.All(Distances(placed), distance => Assert.InRange(distance, Step - 10, Step + 10));
    }

    [Fact]
    public void A_network_that_holds_units_up_changes_nothing()
    {
        var stalled = TimeSpan.FromSeconds(8);
        var placed = Run(FramesPerSecond * 60, i => i * Step, i => i is >= 300 and < 420 ? (FramePeriod * 300) + stalled + TimeSpan.FromMilliseconds(i) : FramePeriod * i);
        Assert.All(Distances(placed), distance => Assert.Equal(Step, distance));
    }

    [Fact]
    public void A_network_that_becomes_slower_by_a_second_changes_no_more_than_a_drift()
    {
        var placed = Run(FramesPerSecond * 60, i => i * Step, i => (FramePeriod * i) + TimeSpan.FromSeconds(i >= 300 ? 1 : 0));
        Assert.All(Distances(placed), distance => Assert.InRange(distance, Step, Step + 4));
    }

    [Fact]
    public void Frames_that_come_seldom_keep_their_stamps()
    {
        var period = TimeSpan.FromSeconds(10);
        var placed = Run(100, i => i * 10 * Rate, i => period * i);
        Assert.All(Distances(placed), distance => Assert.Equal(10 * Rate, distance));
    }

    [Fact]
    public void Sound_is_placed_beside_the_picture_by_its_arrival()
    {
        const int AudioRate = 8000;
        var clock = new MediaClock(leader: 0);
        clock.Place(0, Rate, 123_456, TimeSpan.FromSeconds(5));
        Assert.Null(clock.Place(1, AudioRate, 999, TimeSpan.FromSeconds(5.1)));
        clock.Place(0, Rate, 123_456 + Rate, TimeSpan.FromSeconds(6));
        Assert.Equal(AudioRate, clock.Place(1, AudioRate, 42, TimeSpan.FromSeconds(6)));
        Assert.Equal(AudioRate + 160, clock.Place(1, AudioRate, 202, TimeSpan.FromSeconds(6.05)));
    }

    private static List<long> Run(int count, Func<int, long> stamp, Func<int, TimeSpan> arrival) => Run(count, stamp, arrival, out _);

    private static List<long> Run(int count, Func<int, long> stamp, Func<int, TimeSpan> arrival, out MediaClock clock)
    {
        var placing = clock = new MediaClock(leader: 0);
        return [.. Enumerable.Range(0, count).Select(i => placing.Place(0, Rate, 7_000_000 + stamp(i), arrival(i))!.Value)];
    }

    private static IEnumerable<long> Distances(List<long> placed) => placed.Zip(placed.Skip(1), (a, b) => b - a);

    private static double Seconds(long ticks) => (double)ticks / Rate;
}
