using FalconEye.Contracts.Cameras;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Relay.Tests;

public sealed class ReconnectTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<CameraOptions> Sources() => [new RtspCameraOptions(), new MjpegCameraOptions()];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_viewer_sees_a_camera_again_that_dropped_for_five_seconds(CameraOptions options)
    {
        await using var camera = await SimulatedCamera.StartAsync(options, Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.Url);
        await using var viewer = await RelayViewer.OpenAsync(relay);
        await viewer.SeesAsync(10);

        await camera.DropAsync(Cancelled);
        var lost = await relay.UntilFailedAsync(seconds: 5);
        await Task.Delay(TimeSpan.FromSeconds(5), Cancelled);
        await camera.ReturnAsync(Cancelled);
        await viewer.SeesAsync(10);
        var found = await relay.UntilAsync(health => health.Status == RelayStatus.Running, "the camera runs again");

        Assert.NotNull(lost.Error);
        Assert.Null(found.Error);
        Assert.Equal(1, found.Viewers);
    }
}
