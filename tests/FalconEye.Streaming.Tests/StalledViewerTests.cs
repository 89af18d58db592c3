using System.Net.Sockets;
using FalconEye.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FalconEye.Streaming.Tests;

public sealed class StalledViewerTests : IDisposable
{
    private readonly FramePool _pool = new();
    private readonly FrameBroadcaster _broadcaster = new(TimeProvider.System) { StallLimit = TimeSpan.FromSeconds(1) };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /stream HTTP/1.0\r\nHost: x\r\n\r\n")]
    [InlineData("GET /live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")]
    public async Task A_stalled_viewer_is_disconnected_after_the_timeout_and_holds_no_frame(string request)
    {
        await using var app = await ServeAsync();
        using var viewer = new TcpClient { ReceiveBufferSize = 4096 };
        var address = new Uri(app.Urls.First());
        await viewer.ConnectAsync(address.Host, address.Port, Cancelled);
        await viewer.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(request), Cancelled);
        await Eventually.HoldsAsync(() => _broadcaster.Viewers == 1, "the viewer is there", Cancelled);

        await Eventually.HoldsAsync(PublishUntilNoViewers, "the viewer is let go", Cancelled);

        _broadcaster.Dispose();
        Assert.Equal(0, _pool.Rented);
    }

    public void Dispose() => _broadcaster.Dispose();

    private bool PublishUntilNoViewers()
    {
        using var builder = new FrameBuilder(_pool);
        builder.Append(new byte[500_000]);
        _broadcaster.Publish(builder.Build(1, 640, 480));
        return _broadcaster.Viewers == 0;
    }

    private async Task<WebApplication> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseWebSockets();
        app.MapGet("/stream", async (HttpContext context) =>
        {
            using var subscription = _broadcaster.Subscribe(TimeSpan.Zero);
            await MultipartResponse.WriteAsync(context, subscription, Cancelled);
        });
        app.MapGet("/live", async (HttpContext context) =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            using var subscription = _broadcaster.Subscribe(TimeSpan.Zero);
            await LiveSocket.SendAsync(socket, subscription, Cancelled);
        });
        await app.StartAsync(Cancelled);
        return app;
    }
}
