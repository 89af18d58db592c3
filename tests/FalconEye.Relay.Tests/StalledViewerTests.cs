using System.Net.Sockets;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Relay.Tests;

public sealed class StalledViewerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stalled_viewer_is_disconnected_and_the_others_continue()
    {
        await using var camera = await SimulatedCamera.StartAsync(new MjpegCameraOptions(), Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.Url, ("VIEWER_STALL_SECONDS", "2"));
        await relay.UntilVerifiedAsync();
        await using var viewer = await RelayViewer.OpenAsync(relay);
        using var stalled = new TcpClient { ReceiveBufferSize = 4096 };
        await stalled.ConnectAsync("127.0.0.1", relay.Port, Cancelled);
        await stalled.GetStream().WriteAsync("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), Cancelled);
        await relay.UntilAsync(health => health.Viewers == 2, "both are there");

        var before = viewer.Pictures;
        await viewer.SeesAsync(30, seconds: 4);
        await relay.UntilAsync(health => health.Viewers == 1, "the one that reads nothing is let go", seconds: 15);

        Assert.True(viewer.Pictures > before + 30);
        await viewer.SeesAsync(10);
    }
}
