using FalconEye.TestKit.Cameras;

namespace FalconEye.Recorder.Tests;

public sealed class HostileNameTests
{
    [Theory]
    [InlineData("../../etc/x")]
    [InlineData("Ünï \"quoted\" $(reboot)")]
    [InlineData("🎥👨‍👩‍👧")]
    [InlineData("255")]
    public async Task Recordings_stay_in_their_folder_for_any_camera_name(string name)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), cancellation);
        await using var bench = await RecorderBench.CreateAsync();
        var full = name == "255" ? new string('ü', 255) : name;
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(camera.Url, full), cancellation);

        var recording = await recorder.StartRecordingAsync(cancellation);
        await recorder.StopRecordingAsync(cancellation);

        Assert.Equal(full, recording.CameraName);
        Assert.Equal(Assert.Single(bench.Videos), recording.FilePath);
        Assert.Equal([Path.Combine(bench.Recordings, bench.CameraId.ToString())], Directory.GetFileSystemEntries(bench.Recordings));
    }
}
