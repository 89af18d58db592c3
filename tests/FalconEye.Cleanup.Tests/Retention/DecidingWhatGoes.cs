using FalconEye.Api.Recordings;
using FalconEye.Api.Recordings.Retention;

namespace FalconEye.Cleanup.Tests.Retention;

/// <summary>Which recordings the limits ask to delete.</summary>
public sealed class DecidingWhatGoes
{
    private const long Gigabyte = 1L << 30;

    private static readonly DateTime Now = new(2026, 6, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Guid Door = Guid.Parse("11111111-0000-0000-0000-000000000000");
    private static readonly Guid Yard = Guid.Parse("22222222-0000-0000-0000-000000000000");

    [Fact]
    public async Task Without_limits_everything_is_kept_while_the_disk_has_room()
    {
        var planned = await DecideAsync(Snapshot(new(), Disk(free: 5)), Hourly(Door, hours: 2000));

        Assert.Empty(planned);
    }

    [Fact]
    public async Task A_disk_that_runs_short_loses_its_oldest_recordings_of_whichever_camera_and_no_more_than_it_must()
    {
        var rows = Hourly(Door, 10).Concat(Hourly(Yard, 10, offset: TimeSpan.FromMinutes(30))).OrderBy(row => row.Start).ToList();

        var planned = await DecideAsync(Snapshot(new(), Disk(free: 1, limit: 3, lead: 1)), rows);

        Assert.Equal(rows.Take(3).Select(row => row.Id), planned.Select(deletion => deletion.Row.Id));
        Assert.Equal([Door, Yard, Door], planned.Select(deletion => deletion.Row.CameraId!.Value));
        Assert.All(planned, deletion => Assert.Equal(RetentionReason.FreeSpace, deletion.Reason));
        Assert.Equal("the disk of nvr had 1 GB free, of which 3 GB must stay free", planned[0].Text);
    }

    [Fact]
    public async Task Each_camera_keeps_its_own_number_of_days_and_the_others_those_of_the_system()
    {
        var rows = Hourly(Door, 24 * 20).Concat(Hourly(Yard, 24 * 20)).Concat(Hourly(null, 24 * 20)).OrderBy(row => row.Start).ToList();
        var scene = Snapshot(new() { KeepDays = 10 }, Disk(free: 100)) with { Cameras = [Camera(Door), Camera(Yard, keepDays: 15)] };

        var planned = await DecideAsync(scene, rows);

        Assert.Equal(10 * 24, planned.Count(deletion => deletion.Row.CameraId == Door));
        Assert.Equal(5 * 24, planned.Count(deletion => deletion.Row.CameraId == Yard));
        Assert.Equal(10 * 24, planned.Count(deletion => deletion.Row.CameraId is null));
        Assert.All(planned, deletion => Assert.True(deletion.Row.End <= Now.AddDays(-10), "An hour of it is younger than ten days."));
    }

    [Fact]
    public async Task Recordings_with_events_are_kept_longer_by_the_cameras_own_number_or_the_systems()
    {
        List<RetentionRow> rows = [.. Hourly(Door, 24 * 20).Concat(Hourly(Yard, 24 * 20)).OrderBy(row => row.Start)];
        var scene = Snapshot(new() { KeepDays = 5, KeepEventDays = 10 }, Disk(free: 100)) with
        {
            Cameras = [Camera(Door), Camera(Yard) with { KeepEventDays = 2 }],
        };
        ListedRecordings recordings = new(rows) { WithEvents = [.. rows.Where(row => row.Start.Hour == 3).Select(row => row.Id)] };

        var planned = (await new RetentionPlan(scene, recordings, 10_000).DecideAsync(Ending)).ToList();

        Assert.Equal((15 * 24) - 5, planned.Count(deletion => deletion.Row.CameraId == Door));
        Assert.Equal(15 * 24, planned.Count(deletion => deletion.Row.CameraId == Yard));
        Assert.Contains(planned, deletion => deletion.Text == "it is older than the 10 days that a recording with events is kept");
    }

    [Fact]
    public async Task A_recording_whose_end_is_not_known_is_kept_as_if_it_were_as_long_as_one_can_be()
    {
        RetentionRow[] rows = [Row(Door, Now.AddDays(-1).AddHours(-24)) with { End = null }, Row(Yard, Now.AddDays(-1).AddHours(-26)) with { End = null }];
        var scene = Snapshot(new() { KeepDays = 1 }, Disk(free: 100)) with { Cameras = [Camera(Door), Camera(Yard)] };

        Assert.Equal([Yard], (await DecideAsync(scene, rows)).Select(deletion => deletion.Row.CameraId!.Value));
    }

    [Fact]
    public async Task A_camera_and_all_together_lose_their_oldest_until_they_take_no_more_than_they_may_and_nothing_counts_twice()
    {
        var rows = Hourly(Door, 10).Concat(Hourly(Yard, 10, offset: TimeSpan.FromMinutes(30))).OrderBy(row => row.Start).ToList();
        var scene = Snapshot(new() { MaxGb = 14 }, Disk(free: 1, limit: 8)) with
        {
            Cameras = [Camera(Door, maxGb: 6, gigabytes: 10), Camera(Yard)],
            TotalBytes = 20 * Gigabyte,
        };

        var planned = await DecideAsync(scene, rows);

        // Four of the door for its own limit, then the two oldest for all, then one for the disk.
        Assert.Equal(
            [.. Enumerable.Repeat(RetentionReason.CameraMaxGb, 4), .. Enumerable.Repeat(RetentionReason.MaxGb, 2), RetentionReason.FreeSpace],
            planned.Select(deletion => deletion.Reason));
        Assert.Equal([Door, Door, Door, Door, Yard, Yard, Yard], planned.Select(deletion => deletion.Row.CameraId!.Value));
    }

    [Fact]
    public async Task What_lies_on_a_node_that_cannot_be_reached_is_left_alone_and_without_any_disk_nothing_goes()
    {
        RetentionRow[] rows = [Row(Door, Now.AddDays(-9)) with { Node = "away" }, Row(Door, Now.AddDays(-8)) with { Node = "here" }];
        var scene = Snapshot(new() { KeepDays = 1, MaxGb = 0.5 }, Disk(free: 0, limit: 100) with { Node = "here" }) with
        {
            Cameras = [Camera(Door, keepDays: 1, maxGb: 0.1, gigabytes: 2)],
            TotalBytes = 2 * Gigabyte,
        };

        Assert.Equal(["here"], (await DecideAsync(scene, rows)).Select(deletion => deletion.Row.Node));
        Assert.Empty(await DecideAsync(scene with { Disks = [] }, rows));
    }

    [Fact]
    public async Task After_a_recording_of_unknown_size_the_disk_is_measured_before_the_next_goes()
    {
        var rows = Hourly(Door, 10).ToList();
        rows[1] = rows[1] with { Bytes = null };

        Assert.Equal(2, (await DecideAsync(Snapshot(new(), Disk(free: 0, limit: 5)), rows)).Count);
    }

    [Fact]
    public async Task Of_a_million_recordings_only_those_are_read_that_go()
    {
        var recordings = new ListedRecordings([.. Hourly(Door, 1_000_000)]);

        var planned = await new RetentionPlan(Snapshot(new(), Disk(free: 0, limit: 20)), recordings, 50).DecideAsync(Ending);

        Assert.Equal(20, planned.Count);
        Assert.InRange(recordings.Read, 20, 25);
    }

    [Fact]
    public void What_is_made_free_ahead_follows_the_rate_of_writing_and_is_never_more_than_a_twentieth_of_the_disk()
    {
        var rate = new WriteRate();
        var time = new DateTimeOffset(Now);
        rate.Note(time, 100 * Gigabyte);
        rate.Note(time.AddSeconds(10), (100 * Gigabyte) - 50_000_000);
        Assert.Equal(5_000_000, rate.BytesPerSecond);
        Assert.Equal(600_000_000, rate.LeadBytes(TimeSpan.FromMinutes(2), 1000 * Gigabyte));
        Assert.Equal(Gigabyte / 20, rate.LeadBytes(TimeSpan.FromMinutes(2), Gigabyte));

        // What deletion made free is no writing, and an old rate fades.
        rate.Restart(time.AddSeconds(10), 110 * Gigabyte);
        rate.Note(time.AddMinutes(10).AddSeconds(10), 110 * Gigabyte);
        Assert.Equal(2_500_000, rate.BytesPerSecond, tolerance: 1);
    }

    [Fact]
    public void The_largest_limit_of_free_space_counts_and_what_recorders_leave_free_is_the_least()
    {
        var disk = new DiskState(1000 * Gigabyte, 500 * Gigabyte, Gigabyte);
        Assert.Equal(Gigabyte, RetentionLimits.None.MinFreeBytes(disk));
        Assert.Equal(100 * Gigabyte, new RetentionLimits { MinFreePercent = 10, MinFreeGb = 50 }.MinFreeBytes(disk));
        Assert.Equal(200 * Gigabyte, new RetentionLimits { MinFreePercent = 10, MinFreeGb = 200 }.MinFreeBytes(disk));
    }

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    private static async Task<List<PlannedDeletion>> DecideAsync(RetentionScene scene, IEnumerable<RetentionRow> rows) =>
        [.. await new RetentionPlan(scene, new ListedRecordings([.. rows]), 10_000).DecideAsync(Ending)];

    private static RetentionScene Snapshot(RetentionLimits limits, DiskNeed disk) => new(Now, limits, [Camera(Door), Camera(Yard)], 0, [disk]);

    private static DiskNeed Disk(int free, int limit = 2, int lead = 0) => new("nvr", null, free * Gigabyte, limit * Gigabyte, lead * Gigabyte);

    private static CameraShare Camera(Guid id, int? keepDays = null, double? maxGb = null, int gigabytes = 0) =>
        new(id, id == Door ? "Door" : "Yard", keepDays, maxGb, gigabytes * Gigabyte);

    /// <summary>A gigabyte for each of the last hours, oldest first.</summary>
    private static IEnumerable<RetentionRow> Hourly(Guid? camera, int hours, TimeSpan offset = default) =>
        Enumerable.Range(0, hours).Select(hour => Row(camera, Now.AddHours(hour - hours) + offset));

    private static RetentionRow Row(Guid? camera, DateTime start) => new($"{camera}_{start:yyyyMMddHHmmss}", camera, "Door", null, start, start.AddHours(1), Gigabyte);
}
