using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Recorder.Tests;

/// <summary><c>--delete</c>, which a pod of the file's node runs in a cluster.</summary>
public sealed class FileRemovalTests
{
    private const string Camera = "7f9c2ba4-e88f-41d2-a4b5-1c3d6e8f9a0b";

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recording_is_removed_and_it_is_no_error_that_it_is_gone()
    {
        using var folder = new TemporaryFolder();
        var video = Path.Combine(Directory.CreateDirectory(folder[Camera]).FullName, "Küche 1_20261124_101500.mp4");
        await File.WriteAllTextAsync(video, "video", Ending);
        await File.WriteAllTextAsync(folder[$"{Camera}/other.mp4"], "other", Ending);

        Assert.Equal(0, await RemoveAsync(folder.Path, $"{Camera}/Küche 1_20261124_101500.mp4"));
        Assert.Equal(0, await RemoveAsync(folder.Path, $"{Camera}/Küche 1_20261124_101500.mp4"));

        Assert.Equal([folder[$"{Camera}/other.mp4"]], Directory.GetFiles(folder[Camera]));
    }

    [Theory]
    [InlineData("../secret.mp4")]
    [InlineData("secret.mp4")]
    [InlineData(Camera + "/../secret.mp4")]
    [InlineData(Camera + "/.outbox")]
    [InlineData("/etc/passwd")]
    public async Task What_is_no_recording_is_refused(string path)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["secret.mp4"], "secret", Ending);

        Assert.Equal(65, await RemoveAsync(folder.Path, path));

        Assert.True(File.Exists(folder["secret.mp4"]));
    }

    private static async Task<int> RemoveAsync(string folder, string path)
    {
        await using var recorder = RunningProgram.Start(
            ProgramFile.Find("FalconEye.Recorder"), new Dictionary<string, string> { ["RECORDINGS_PATH"] = folder }, "--delete", path);
        return await recorder.WaitForExitAsync(Ending);
    }
}
