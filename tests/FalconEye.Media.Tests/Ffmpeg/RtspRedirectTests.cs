using System.Collections.Concurrent;
using System.Text;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Ingest;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Networks;

namespace FalconEye.Media.Tests.Ffmpeg;

/// <summary>RTSP cameras that send FFmpeg elsewhere, and real ones through the gateway.</summary>
public sealed class RtspRedirectTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rtsp://127.0.0.1:{0}/x", IngestMode.Ffmpeg)]
    [InlineData("rtsp://169.254.169.254/x", IngestMode.Ffmpeg)]
    [InlineData("http://127.0.0.1:{0}/x", IngestMode.Ffmpeg)]
    [InlineData("rtsp://127.0.0.1:{0}/x", IngestMode.Own)]
    [InlineData("rtsp://localhost:{0}/x", IngestMode.Own)]
    [InlineData("rtsp://169.254.169.254/x", IngestMode.Own)]
    public async Task A_redirect_to_another_host_or_service_is_not_followed(string location, IngestMode mode)
    {
        var asked = new ConcurrentQueue<bool>();
        await using var other = ConversationServer.Start((_, _) =>
        {
            asked.Enqueue(true);
            return Task.CompletedTask;
        });
        var target = location.Replace("{0}", $"{other.EndPoint.Port}", StringComparison.Ordinal);
        await using var camera = Camera(_ => ("302 Found", $"Location: {target}\r\n"));

        var result = await ProbeAsync($"rtsp://admin:secret@{camera.EndPoint}/live", mode);

        Assert.False(result.Ok);
        Assert.Contains("redirects to", result.Hint, StringComparison.Ordinal);
        Assert.Empty(asked);
    }

    [Fact]
    public async Task A_redirect_within_the_camera_is_followed_with_its_password()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions { User = "admin", Password = "p@ss#1" }, Cancelled);

        var login = $"rtsp://admin:p@ss#1@127.0.0.1:{camera.Url.Port}{camera.Url.PathAndQuery}";
        var result = await ProbeAsync(login);

        Assert.True(result.Ok, result.Hint);
        Assert.NotNull(result.Snapshot);
    }

    [Fact]
    public async Task A_redirected_path_is_asked_for_at_the_same_camera()
    {
        var paths = new ConcurrentQueue<string>();
        await using var camera = Camera(request =>
        {
            paths.Enqueue(new Uri(request.Split(' ')[1]).AbsolutePath);
            return request.Contains("/live", StringComparison.Ordinal)
                ? ("302 Found", $"Location: {request.Split(' ')[1].Replace("/live", "/real", StringComparison.Ordinal)}\r\n")
                : ("404 Not Found", "");
        });

        var result = await ProbeAsync($"rtsp://admin:secret@{camera.EndPoint}/live");

        Assert.Equal(FailureReasons.NotFound, result.Reason);
        Assert.Contains("/real", paths);
    }

    [Fact]
    public async Task What_is_not_RTSP_is_no_video_stream()
    {
        await using var web = ConversationServer.Start(async (stream, cancellationToken) =>
        {
            await stream.ReadExactlyAsync(new byte[8], cancellationToken);
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"), cancellationToken);
        });

        var result = await ProbeAsync($"rtsp://{web.EndPoint}/live");

        Assert.False(result.Ok);
        Assert.Null(result.Snapshot);
    }

    private static ConversationServer Camera(Func<string, (string Status, string Fields)> answer) => ConversationServer.Start(async (stream, cancellationToken) =>
    {
        var buffer = new byte[8192];
        while (await stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            var request = Encoding.UTF8.GetString(buffer, 0, read);
            var sequence = request.Split("\r\n").First(line => line.StartsWith("CSeq", StringComparison.OrdinalIgnoreCase));
            var (status, fields) = answer(request);
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"RTSP/1.0 {status}\r\n{sequence}\r\n{fields}\r\n"), cancellationToken);
        }
    });

    private static async Task<ProbeResult> ProbeAsync(string address, IngestMode mode = IngestMode.Ffmpeg)
    {
        Assert.True(SourceAddress.TryParse(address, out var source, out var problem), problem);
        var resolver = new SourceResolver(source, wanted: null, TimeProvider.System);
        return await new SourceProbe(mode, TimeProvider.System).TryAsync(resolver, TimeSpan.FromSeconds(10), Cancelled);
    }
}
