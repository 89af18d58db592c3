using System.Net.Sockets;
using System.Text;
using FalconEye.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FalconEye.Streaming.Tests;

public sealed class FanOutTests : IDisposable
{
    private static readonly TimeSpan Always = TimeSpan.FromHours(1);

    private readonly FramePool _pool = new();
    private readonly FrameBroadcaster _broadcaster = new(TimeProvider.System);

    [Fact]
    public async Task A_viewer_finds_the_newest_frame_and_skips_the_others()
    {
        using var viewer = _broadcaster.Subscribe(Always);
        Publish(1);
        Publish(2);
        Publish(3);

        Assert.True(await viewer.WaitAsync());
        Assert.True(viewer.TryTake(out var frame));
        Assert.Equal(3, frame.CapturedAt);
        Assert.False(viewer.TryTake(out _));
        Assert.Equal(2, _broadcaster.Dropped);
        frame.Release();
    }

    [Fact]
    public void A_new_viewer_is_not_shown_an_old_frame_as_live()
    {
        Publish(1);

        using var patient = _broadcaster.Subscribe(TimeSpan.Zero);
        using var quick = _broadcaster.Subscribe(Always);

        Assert.False(patient.TryTake(out _));
        Assert.True(quick.TryTake(out var frame));
        frame.Release();
    }

    [Fact]
    public void Every_buffer_returns_when_viewers_and_broadcaster_are_gone()
    {
        var viewers = Enumerable.Range(0, 5).Select(_ => _broadcaster.Subscribe(Always)).ToList();
        Publish(1);
        Publish(2);
        viewers.ForEach(viewer => viewer.Dispose());
        _broadcaster.Dispose();

        Assert.Equal(0, _pool.Rented);
    }

    [Fact]
    public void Giving_a_frame_back_twice_is_found_out()
    {
        var frame = Make(1);
        frame.Release();

        Assert.Throws<ObjectDisposedException>(frame.Release);
        Assert.Throws<ObjectDisposedException>(() => frame.AddReference());
        Assert.Throws<ObjectDisposedException>(() => frame.Jpeg);
    }

    [Fact]
    public async Task A_viewer_over_HTTP_gets_the_frames_with_headers_of_the_response()
    {
        await using var app = await ServeAsync();
        using var viewer = await ConnectAsync(app);
        await UntilViewersAsync(1);
        Publish(41);
        Publish(42);

        var text = await ReadUntilAsync(viewer, "X-Timestamp: 42");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", text, StringComparison.Ordinal);
        Assert.Contains("X-Extra: kept\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Content-Type: multipart/x-mixed-replace; boundary=frame\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stalled_viewer_does_not_delay_the_others()
    {
        await using var app = await ServeAsync();
        using var stalled = await ConnectAsync(app);
        using var quick = await ConnectAsync(app);
        await UntilViewersAsync(2);

        var reading = ReadUntilAsync(quick, "X-Timestamp: 4000\r\n");
        for (var number = 1; number <= 4000; number++)
        {
            Publish(number);
        }

        await reading;
        Assert.InRange(_pool.Rented, 0, 4);
    }

    public void Dispose() => _broadcaster.Dispose();

    private Task UntilViewersAsync(int count) =>
        Eventually.HoldsAsync(() => _broadcaster.Viewers == count, $"there are {count} viewers", TestContext.Current.CancellationToken);

    private Frame Make(long capturedAt)
    {
        using var builder = new FrameBuilder(_pool);
        builder.Append(JpegFrames.Make(new Random(1)));
        return builder.Build(capturedAt, 640, 480);
    }

    private void Publish(long capturedAt) => _broadcaster.Publish(Make(capturedAt));

    private async Task<WebApplication> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/", async (HttpContext context) =>
        {
            context.Response.Headers["X-Extra"] = "kept";
            using var subscription = _broadcaster.Subscribe(Always);
            await MultipartResponse.WriteAsync(context, subscription, TestContext.Current.CancellationToken);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static async Task<TcpClient> ConnectAsync(WebApplication app)
    {
        var client = new TcpClient();
        var address = new Uri(app.Urls.First());
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        return client;
    }

    private static async Task<string> ReadUntilAsync(TcpClient client, string end)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        var text = new StringBuilder();
        var chunk = new byte[65536];
        var tail = "";
        while (!tail.Contains(end, StringComparison.Ordinal))
        {
            var read = await client.GetStream().ReadAsync(chunk, deadline.Token);
            Assert.NotEqual(0, read);
            var part = Encoding.Latin1.GetString(chunk, 0, read);
            text.Append(part);
            tail = tail[Math.Max(0, tail.Length - end.Length)..] + part;
        }

        return text.ToString();
    }
}
