using FalconEye.Api.Recordings.Storage;
using FalconEye.Contracts.Recordings;

namespace FalconEye.Cleanup.Tests.Retention;

/// <summary>Files without a row and rows without a file are found, and brought together as an administrator asks.</summary>
public sealed class ComparingFilesWithRows
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orphaned_files_are_adopted_or_deleted_and_rows_without_a_file_forgotten()
    {
        using var disk = new SmallDisk(8, 0);
        await using var site = await RecordedSite.CreateAsync(disk, Ending);
        var camera = await site.AddCameraAsync("door", Ending);
        var whole = await site.RecordAsync(camera, 1000, Ending);
        site.Time.Advance(TimeSpan.FromHours(1));
        var missing = await site.RecordAsync(camera, 1000, Ending);
        File.Delete(missing.FilePath);
        site.Time.Advance(TimeSpan.FromHours(1));
        await site.RecordAsync(camera, 1000, Ending, RecordingStatus.Recording);
        var adopted = AddFile(site, camera, "Yard_20251224_180000.mp4", new DateTime(2025, 12, 24, 19, 0, 0, DateTimeKind.Utc));
        var removed = AddFile(site, camera, "copy.mp4", new DateTime(2025, 12, 25, 0, 0, 0, DateTimeKind.Utc));
        AddFile(site, camera, "just-begun.mp4", site.Time.GetUtcNow().UtcDateTime);
        AddFile(site, camera, ".hidden.mp4", new DateTime(2025, 12, 25, 0, 0, 0, DateTimeKind.Utc));

        var found = await site.UseAsync<StoredFiles, StoredFilesReport>(files => files.CompareAsync(Ending));
        Assert.Null(found.UnknownReason);
        Assert.Equal([$"{camera}/{adopted}", $"{camera}/{removed}"], found.Orphans.Select(orphan => orphan.File).Order(StringComparer.Ordinal));
        Assert.Equal([missing.Id], found.Missing.Select(row => row.Id));

        Assert.Equal(1, (await RepairAsync(site, repair => repair.AdoptAsync([$"{camera}/{adopted}"], Ending))).Done);
        Assert.Equal(1, (await RepairAsync(site, repair => repair.DeleteAsync([$"{camera}/{removed}"], Ending))).Done);
        Assert.Equal(1, (await RepairAsync(site, repair => repair.ForgetAsync([missing.Id], Ending))).Done);

        var rows = await site.RowsAsync(Ending);
        var row = Assert.Single(rows, row => row.FileName == adopted);
        Assert.Equal(($"{camera}_20251224180000", camera, new DateTime(2025, 12, 24, 18, 0, 0), 3600.0), (row.Id, row.CameraId!.Value, row.StartTime, row.DurationSeconds!.Value));
        Assert.False(File.Exists(Path.Combine(disk.Recordings, camera.ToString(), removed)));
        Assert.DoesNotContain(rows, other => other.Id == missing.Id);
        Assert.Contains(rows, other => other.Id == whole.Id);
        var after = await site.UseAsync<StoredFiles, StoredFilesReport>(files => files.CompareAsync(Ending));
        Assert.Equal((0, 0), (after.OrphanCount, after.MissingCount));
    }

    [Fact]
    public async Task What_is_no_orphan_is_left_alone_whatever_is_asked()
    {
        using var disk = new SmallDisk(8, 0);
        await using var site = await RecordedSite.CreateAsync(disk, Ending);
        var camera = await site.AddCameraAsync("door", Ending);
        var whole = await site.RecordAsync(camera, 1000, Ending);
        await File.WriteAllTextAsync(disk.OtherFile, "another program's", Ending);
        string[] names =
        [
            $"{camera}/{whole.FileName}", "../other.bin", $"{camera}/../../other.bin", disk.OtherFile, $"{camera}/nothing.mp4", "", "x", $"{Guid.NewGuid()}/x.mp4",
        ];

        foreach (var answer in new[]
        {
            await RepairAsync(site, repair => repair.AdoptAsync(names, Ending)),
            await RepairAsync(site, repair => repair.DeleteAsync(names, Ending)),
            await RepairAsync(site, repair => repair.ForgetAsync([whole.Id, "nothing"], Ending)),
        })
        {
            Assert.Equal(0, answer.Done);
            Assert.NotEmpty(answer.Problems);
        }

        Assert.True(File.Exists(whole.FilePath));
        Assert.True(File.Exists(disk.OtherFile));
        Assert.Single(await site.RowsAsync(Ending));
    }

    [Fact]
    public async Task Without_its_disk_nothing_is_known_and_nothing_is_forgotten()
    {
        using var disk = new SmallDisk(8, 0);
        await using var site = await RecordedSite.CreateAsync(disk, Ending);
        var camera = await site.AddCameraAsync("door", Ending);
        var row = await site.RecordAsync(camera, 1000, Ending);
        Directory.Delete(disk.Recordings, recursive: true);

        Assert.NotNull((await site.UseAsync<StoredFiles, StoredFilesReport>(files => files.CompareAsync(Ending))).UnknownReason);
        Directory.CreateDirectory(disk.Recordings);
        Assert.Equal(0, (await RepairAsync(site, repair => repair.ForgetAsync([row.Id], Ending))).Done);
        Assert.Single(await site.RowsAsync(Ending));
    }

    private static Task<StorageActionResponse> RepairAsync(RecordedSite site, Func<StorageRepair, Task<StorageActionResponse>> repair) =>
        site.UseAsync(repair);

    private static string AddFile(RecordedSite site, Guid camera, string name, DateTime written)
    {
        var path = Path.Combine(site.Disk.Recordings, camera.ToString(), name);
        File.WriteAllBytes(path, new byte[500]);
        File.SetLastWriteTimeUtc(path, written);
        return name;
    }
}
