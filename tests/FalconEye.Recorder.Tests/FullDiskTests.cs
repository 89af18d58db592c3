using FalconEye.Contracts.Recordings;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Recorder.Tests;

public sealed class FullDiskTests
{
    private const long Megabyte = 1024 * 1024;
    private const int Margin = 64;

    [Fact]
    public async Task A_full_disk_ends_the_recording_with_a_playable_file_and_the_reason()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), cancellation);
        var disk = new TemporaryFolder("/dev/shm");
        await using var bench = await RecorderBench.CreateAsync(disk);
        var free = new DriveInfo(disk.Path).AvailableFreeSpace / Megabyte;
        await using var recorder = await RecorderProcess.StartAsync(
            bench.Variables(camera.Url, minFreeMegabytes: (int)(free - Margin)), cancellation);

        await recorder.StartRecordingAsync(cancellation);
        await File.WriteAllBytesAsync(disk["something-large"], new byte[2 * Margin * Megabyte], cancellation);
        await Eventually.HoldsAsync(() => bench.Api.Ended.Count == 1, "the recording is reported", cancellation);

        var video = bench.Api.Ended[0].Changed!;
        Assert.Equal(RecordingStatus.Stopped, video.Status);
        Assert.StartsWith("Disk nearly full", video.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(RecorderState.Stopped, (await recorder.StatusAsync(cancellation)).Status);
        await RecordedVideo.PlaysAsync(bench.Videos.Single(), cancellation);
        Assert.True(await RecordedVideo.IsFaststartAsync(bench.Videos.Single(), cancellation));
    }
}
