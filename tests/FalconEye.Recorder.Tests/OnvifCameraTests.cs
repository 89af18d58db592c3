using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Cameras.Onvif;

namespace FalconEye.Recorder.Tests;

public sealed class OnvifCameraTests
{
    [Fact]
    public async Task A_recording_has_the_best_stream_of_the_camera()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var main = await SimulatedCamera.StartAsync(new RtspCameraOptions { Width = 640, Height = 480, User = "admin", Password = "s3cret" }, cancellation);
        await using var small = await SimulatedCamera.StartAsync(new RtspCameraOptions { User = "admin", Password = "s3cret" }, cancellation);
        await using var device = await SimulatedOnvifDevice.StartAsync(
            new()
            {
                User = "admin",
                Password = "s3cret",
                ClockOffset = TimeSpan.FromHours(2),
                AdvertisedHost = "192.0.2.7",
                Media = OnvifMedia.SecondOnly,
                Streams = [new("small", small.Url), new("main", main.Url, Width: 640, Height: 480)],
            },
            cancellation);
        await using var bench = await RecorderBench.CreateAsync();
        await using var recorder = await RecorderProcess.StartAsync(bench.Variables(device.AddressWith("admin", "s3cret")), cancellation);

        await recorder.StartRecordingAsync(cancellation);
        await recorder.StopRecordingAsync(cancellation);

        await RecordedVideo.PlaysAsync(Assert.Single(bench.Videos), cancellation);
        Assert.Equal((1, 0), ((await main.StatsAsync(cancellation)).SessionsTotal, (await small.StatsAsync(cancellation)).SessionsTotal));
    }
}
