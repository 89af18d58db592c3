using FalconEye.Api.Auth;
using FalconEye.Api.Recordings;
using FalconEye.Api.Recordings.Deletion;
using FalconEye.Api.Recordings.Retention;
using FalconEye.Api.Recordings.Storage;
using FalconEye.Contracts.Recordings;
using FalconEye.Data.Recordings;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Cleanup.Tests.Retention;

/// <summary>Recordings of a disk are deleted so that the limits hold, with files, rows and events in step.</summary>
public sealed class HoldingTheLimits
{
    private const int Kilobyte = 1024;
    private const int Megabyte = 1024 * Kilobyte;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    /// <summary>
    /// Six cameras for two months in segments of eight hours on 24 MB, while another program fills and leaves the disk, people protect recordings, and
    /// the server is killed in the middle of deletions.
    /// </summary>
    [Fact]
    public async Task For_months_the_oldest_unprotected_goes_first_and_no_row_is_without_its_file()
    {
        const int Days = 60;
        const int Segment = 96 * Kilobyte;
        const long Limit = 4 * Megabyte;
        var random = new Random(20260101);
        using var disk = new SmallDisk(24, Limit);
        await using var site = await RecordedSite.CreateAsync(disk, Ending);
        var cameras = await Task.WhenAll(Enumerable.Range(1, 6).Select(number => site.AddCameraAsync($"camera-{number}", Ending)));
        HashSet<string> protectedIds = [];
        for (var hour = 0; hour < Days * 24; hour += 8)
        {
            site.Time.Advance(TimeSpan.FromHours(8));
            FillAsAnotherProgram(disk, random);
            await SurviveKillAsync(site, random);
            foreach (var camera in cameras)
            {
                var isProtected = random.Next(200) == 0 && protectedIds.Count < 15;
                var recording = await site.RecordAsync(camera, Segment - random.Next(Segment / 2), Ending, isProtected: isProtected);
                _ = isProtected && protectedIds.Add(recording.Id);
                var before = await site.RowsAsync(Ending);
                Assert.True(disk.Free >= Limit - Segment - (2 * Megabyte), $"{disk.Free} bytes were free at hour {hour}.");
                await site.HoldLimitsAsync(Ending, withAges: hour % 24 == 0);
                Assert.True(disk.Free >= Limit, $"{disk.Free} bytes are free at hour {hour}.");
                AssertOldestWent(before, await site.RowsAsync(Ending));
            }
        }

        var rows = await site.RowsAsync(Ending);
        Assert.Equal(rows.Select(row => row.FilePath).Order(StringComparer.Ordinal), site.Files());
        Assert.Subset(rows.Select(row => row.Id).ToHashSet(), protectedIds);
        Assert.NotEmpty(protectedIds);
        var events = await site.UseAsync(database => database.Events.Where(item => item.Kind == "recording_deleted").ToListAsync(Ending));
        Assert.Equal((Days * 3 * 6) - rows.Count, events.Count);
        Assert.All(events, item => Assert.Matches(@"^A recording of Door from .* was deleted: the disk of .* must stay free\.$", item.Message));
    }

    [Fact]
    public async Task What_grows_what_is_protected_and_what_is_not_ours_is_never_deleted_however_little_is_free()
    {
        using var disk = new SmallDisk(8, reservedBytes: 100 * Megabyte);
        await using var site = await RecordedSite.CreateAsync(disk, Ending);
        var camera = await site.AddCameraAsync("door", Ending);
        var grows = await RecordLaterAsync(site, camera, RecordingStatus.Recording);
        var kept = await RecordLaterAsync(site, camera, isProtected: true);
        var linked = await RecordLaterAsync(site, camera);
        File.Delete(linked.FilePath);
        File.CreateSymbolicLink(linked.FilePath, kept.FilePath);
        var missing = await RecordLaterAsync(site, camera);
        File.Delete(missing.FilePath);
        var foreign = await RecordLaterAsync(site, camera);
        await site.UseAsync(database => database.Recordings.Where(row => row.Id == foreign.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.FilePath, disk.OtherFile), Ending));
        await File.WriteAllTextAsync(disk.OtherFile, "not a recording", Ending);
        await File.WriteAllTextAsync(Path.Combine(disk.Recordings, camera.ToString(), "unknown.mp4"), "without a row", Ending);
        var goes = await RecordLaterAsync(site, camera);
        var files = site.Files();

        Assert.Equal(1, await site.HoldLimitsAsync(Ending));

        Assert.Equal(files.Except([goes.FilePath]), site.Files());
        Assert.True(File.Exists(disk.OtherFile));
        Assert.Equal(
            new[] { grows.Id, kept.Id, linked.Id, missing.Id, foreign.Id }.Order(StringComparer.Ordinal),
            (await site.RowsAsync(Ending)).Select(row => row.Id).Order(StringComparer.Ordinal));
        Assert.Single(await site.UseAsync(database => database.Events.Where(item => item.Kind == "storage_low").ToListAsync(Ending)));
        Assert.Equal(0, await site.HoldLimitsAsync(Ending));
        Assert.Single(await site.UseAsync(database => database.Events.Where(item => item.Kind == "storage_low").ToListAsync(Ending)));
    }

    [Fact]
    public async Task A_disk_that_is_not_mounted_and_a_database_that_is_new_lose_nothing()
    {
        using var disk = new SmallDisk(8, reservedBytes: 100 * Megabyte);
        await using var site = await RecordedSite.CreateAsync(disk, Ending, ("RETENTION_KEEP_DAYS", "1"));
        var camera = await site.AddCameraAsync("door", Ending);
        await RecordLaterAsync(site, camera);
        site.Time.Advance(TimeSpan.FromDays(30));
        Directory.Move(disk.Recordings, disk.Recordings + "-away");
        Assert.Equal(0, await site.HoldLimitsAsync(Ending));

        // An empty folder in its place, as below a mount point, in which the recorder has begun again.
        Directory.CreateDirectory(Path.Combine(disk.Recordings, camera.ToString()));
        Assert.Equal(0, await site.HoldLimitsAsync(Ending));
        Assert.Single(await site.RowsAsync(Ending));

        Directory.Delete(disk.Recordings, recursive: true);
        Directory.Move(disk.Recordings + "-away", disk.Recordings);
        var aside = Directory.CreateDirectory(Path.Combine(disk.Recordings, camera.ToString(), ".deleting")).FullName;
        await File.WriteAllTextAsync(Path.Combine(aside, "old.mp4"), "set aside by a server whose database is lost", Ending);
        await site.UseAsync(database => database.Recordings.ExecuteDeleteAsync(Ending));
        var files = site.Files();
        await SettleAsync(site);
        await site.HoldLimitsAsync(Ending);
        Assert.Equal(files, site.Files());
    }

    [Fact]
    public async Task Limits_of_a_camera_and_of_all_hold_and_what_they_would_delete_is_told_before()
    {
        using var disk = new SmallDisk(8, 0);
        await using var site = await RecordedSite.CreateAsync(disk, Ending, ("RETENTION_MAX_GB", "0.001"));
        var (door, yard) = (await site.AddCameraAsync("door", Ending), await site.AddCameraAsync("yard", Ending));
        for (var number = 0; number < 10; number++)
        {
            await RecordLaterAsync(site, door);
            await RecordLaterAsync(site, yard);
        }

        // A megabyte and a little is 16 files of 64 kB; half of that for the door would be 8.
        RetentionRequest request = new() { MaxGb = 0.0005 };
        var preview = await site.UseAsync<RetentionPreview, RetentionPreviewResponse>(previews => previews.ReadAsync(request, door, Caller.Server, Ending));
        await site.UseAsync(database => database.Cameras.Where(camera => camera.Id == door)
            .ExecuteUpdateAsync(set => set.SetProperty(camera => camera.MaxGb, 0.0005), Ending));
        var deleted = await site.HoldLimitsAsync(Ending);

        Assert.Equal((preview.Recordings, preview.Bytes), (deleted, deleted * 64L * Kilobyte));
        var rows = await site.RowsAsync(Ending);
        Assert.InRange(rows.Where(row => row.CameraId == door).Sum(row => row.FileSizeBytes!.Value), 7 * 64 * Kilobyte, 0.0005 * (1 << 30));
        Assert.InRange(rows.Sum(row => row.FileSizeBytes!.Value), 15 * 64 * Kilobyte, 0.001 * (1 << 30));
        Assert.Equal(rows.Select(row => row.FilePath).Order(StringComparer.Ordinal), site.Files());
    }

    private static async Task<Recording> RecordLaterAsync(
        RecordedSite site, Guid camera, RecordingStatus status = RecordingStatus.Completed, bool isProtected = false)
    {
        site.Time.Advance(TimeSpan.FromHours(1));
        return await site.RecordAsync(camera, 64 * Kilobyte, Ending, status, isProtected);
    }

    /// <summary>Another program takes up to two megabytes, or gives them back.</summary>
    private static void FillAsAnotherProgram(SmallDisk disk, Random random)
    {
        if (random.Next(20) == 0)
        {
            using var file = File.Create(disk.OtherFile);
            file.Write(new byte[random.Next(2 * Megabyte)]);
        }
    }

    /// <summary>The states in which a kill leaves a deletion: a file that is set aside with its row, and one whose row is gone.</summary>
    private static async Task SurviveKillAsync(RecordedSite site, Random random)
    {
        if (random.Next(15) != 0 || (await site.RowsAsync(Ending)).FirstOrDefault(row => !row.IsProtected) is not { } oldest)
        {
            return;
        }

        await site.UseAsync<RecordingFiles, bool>(files =>
        {
            files.SetAside(oldest)!.Dispose();
            return Task.FromResult(true);
        });
        Assert.False(File.Exists(oldest.FilePath));
        var isRowGone = random.Next(2) == 0;
        if (isRowGone)
        {
            await site.UseAsync(async database =>
            {
                var row = await database.Recordings.SingleAsync(recording => recording.Id == oldest.Id, Ending);
                row.DeletionReason = $"the disk of {Environment.MachineName} had 1 MB free, of which 4 MB must stay free";
                database.Recordings.Remove(row);
                return await database.SaveChangesAsync(Ending);
            });
        }

        await SettleAsync(site);
        Assert.Equal(!isRowGone, File.Exists(oldest.FilePath));
    }

    private static Task<bool> SettleAsync(RecordedSite site) => site.UseAsync<InterruptedDeletions, bool>(async interrupted =>
    {
        await interrupted.SettleFilesAsync(Ending);
        return true;
    });

    /// <summary>Nothing that went is younger than anything that stayed and might have gone.</summary>
    private static void AssertOldestWent(List<Recording> before, List<Recording> after)
    {
        var stayed = after.Select(row => row.Id).ToHashSet();
        var gone = before.Where(row => !stayed.Contains(row.Id)).ToList();
        var oldestLeft = after.FirstOrDefault(row => !row.IsProtected)?.StartTime ?? DateTime.MaxValue;
        Assert.All(gone, row => Assert.False(row.IsProtected));
        Assert.All(gone, row => Assert.True(row.StartTime <= oldestLeft, $"{row.Id} went, and one of {oldestLeft:u} stayed."));
    }
}
