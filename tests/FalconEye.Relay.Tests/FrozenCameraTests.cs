using FalconEye.Contracts.Cameras;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Relay.Tests;

public sealed class FrozenCameraTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<CameraOptions> Sources() => [new RtspCameraOptions(), new MjpegCameraOptions()];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_frozen_camera_is_reported_and_shown_again_when_it_recovers(CameraOptions options)
    {
        await using var camera = await SimulatedCamera.StartAsync(options, Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.Url);
        await using var viewer = await RelayViewer.OpenAsync(relay);
        await viewer.SeesAsync(10);

        await camera.FreezeAsync(Cancelled);
        var frozen = await relay.UntilFailedAsync(seconds: 40);
        await camera.ThawAsync(Cancelled);
        await viewer.SeesAsync(10);
        var thawed = await relay.UntilAsync(health => health.Status == RelayStatus.Running, "the camera runs again");

        Assert.Matches("^(No picture for 10 seconds|127.0.0.1:[0-9]+ stopped sending): ", frozen.Error);
        Assert.Equal((0, 1), (frozen.Fps, frozen.Viewers));
        Assert.Equal((null, 1), (thawed.Error, thawed.Viewers));
    }
}
