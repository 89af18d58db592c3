using System.Collections.Concurrent;
using System.Net;
using System.Text;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Ingest;
using FalconEye.TestKit;
using FalconEye.TestKit.Networks;

namespace FalconEye.Media.Tests.Ffmpeg;

/// <summary>What answers over HTTP and is no camera, or a camera that sends FFmpeg elsewhere.</summary>
public sealed class HostileHttpCameraTests
{
    private const string Secret = "{\"AccessKeyId\": \"AKIA-SECRET\"} ";

    private static readonly string Page = string.Concat(Enumerable.Repeat(Secret, 800));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/page.ans", "text/plain")]
    [InlineData("/page.nfo", "text/plain")]
    [InlineData("/cam?x=.ans", "video/mp4")]
    [InlineData("/page.txt", "text/html")]
    [InlineData("/list.json", "application/json")]
    public async Task Text_is_no_video_stream_whatever_it_is_called(string path, string type)
    {
        await using var web = new Web(_ => Response("200 OK", Page, $"Content-Type: {type}"));

        var result = await ProbeAsync(web.AddressOf(path));

        AssertNoVideo(result, web);
    }

    [Fact]
    public async Task A_playlist_is_no_video_stream_and_what_it_names_is_not_fetched()
    {
        await using var other = new Web(_ => Response("200 OK", Page));
        await using var web = new Web(_ => Response(
            "200 OK",
            $"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{other.AddressOf("/segment.ts")}\n#EXT-X-ENDLIST\n",
            "Content-Type: application/vnd.apple.mpegurl"));
        await using var list = new Web(_ => Response("200 OK", $"ffconcat version 1.0\nfile '{other.AddressOf("/segment.ts")}'\n"));

        AssertNoVideo(await ProbeAsync(web.AddressOf("/live.m3u8")), web);
        AssertNoVideo(await ProbeAsync(list.AddressOf("/list.ffconcat")), list);
        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/page.ans")]
    [InlineData("http://localhost:{0}/page.ans")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("rtsp://127.0.0.1:{0}/x")]
    public async Task A_redirect_to_another_host_or_service_is_not_followed(string location)
    {
        await using var other = new Web(_ => Response("200 OK", Page));
        var target = location.Replace("{0}", $"{other.Port}", StringComparison.Ordinal);
        await using var web = new Web(_ => Response("302 Found", "", $"Location: {target}"));

        var result = await ProbeAsync(web.AddressOf("/cam?x=.ans"));

        Assert.Equal((false, FailureReasons.Failed), (result.Ok, result.Reason));
        Assert.Contains("redirects to", result.Hint, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task A_redirect_within_the_camera_is_followed_with_its_password()
    {
        var jpeg = await JpegAsync();
        await using var web = new Web(request =>
            !request.Contains("Authorization: Basic " + Convert.ToBase64String("admin:p@ss#1"u8), StringComparison.Ordinal)
                ? Response("401 Unauthorized", "", "WWW-Authenticate: Basic realm=\"cam\"")
                : request.StartsWith("GET /old ", StringComparison.Ordinal)
                    ? Response("302 Found", "", "Location: /new?channel=1")
                    : MotionJpeg(jpeg));

        var result = await ProbeAsync(web.AddressOf("/old").Replace("//", "//admin:p@ss#1@", StringComparison.Ordinal));

        Assert.True(result.Ok, result.Hint);
        Assert.Equal(("mjpeg", 64, 48), (result.Codec, result.Width, result.Height));
        Assert.NotNull(result.Snapshot);
    }

    [Fact]
    public async Task A_service_of_FalconEye_itself_is_no_camera()
    {
        await using var web = new Web(_ => Response("200 OK", Page));
        OwnServices.Add(web.Port);
        try
        {
            var result = await ProbeAsync(web.AddressOf("/x"));

            Assert.Equal((false, OwnServices.Problem), (result.Ok, result.Hint));
            Assert.Empty(web.Requests);
        }
        finally
        {
            OwnServices.Remove(web.Port);
        }
    }

    private static void AssertNoVideo(ProbeResult result, Web web)
    {
        Assert.Equal((false, FailureReasons.NoVideo, null), (result.Ok, result.Reason, result.Snapshot));
        Assert.Equal($"127.0.0.1:{web.Port} answers, but what it sends is not a video stream: check port and path of the address.", result.Hint);
    }

    private static async Task<ProbeResult> ProbeAsync(string address)
    {
        Assert.True(SourceAddress.TryParse(address, out var source, out var problem), problem);
        var resolver = new SourceResolver(source, wanted: null, TimeProvider.System);
        return await new SourceProbe(IngestMode.Ffmpeg, TimeProvider.System).TryAsync(resolver, TimeSpan.FromSeconds(10), Cancelled);
    }

    private static byte[] Response(string status, string body, params string[] fields) =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{string.Concat(fields.Select(field => field + "\r\n"))}\r\n{body}");

    private static byte[] MotionJpeg(byte[] jpeg)
    {
        var part = Encoding.ASCII.GetBytes($"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {jpeg.Length}\r\n\r\n");
        return
        [
            .. "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\nConnection: close\r\n\r\n"u8,
            .. Enumerable.Repeat<byte[]>([.. part, .. jpeg, .. "\r\n"u8], 200).SelectMany(bytes => bytes),
        ];
    }

    private static async Task<byte[]> JpegAsync()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "x.jpg");
        await Tool.OutputOfAsync("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "testsrc=size=64x48", "-frames:v", "1", file], Cancelled);
        return await File.ReadAllBytesAsync(file, Cancelled);
    }

    /// <summary>A web server that answers each request by a function of its head.</summary>
    private sealed class Web : IAsyncDisposable
    {
        private readonly ConversationServer _server;
        private readonly ConcurrentQueue<string> _requests = new();

        internal Web(Func<string, byte[]> answer) => _server = ConversationServer.Start(async (stream, cancellationToken) =>
        {
            var head = new StringBuilder();
            var buffer = new byte[4096];
            while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                head.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }

            _requests.Enqueue(head.ToString());
            await stream.WriteAsync(answer(head.ToString()), cancellationToken);
        });

        internal int Port => _server.EndPoint.Port;

        internal IReadOnlyCollection<string> Requests => _requests;

        internal string AddressOf(string path) => $"http://{new IPEndPoint(IPAddress.Loopback, Port)}{path}";

        public ValueTask DisposeAsync() => _server.DisposeAsync();
    }
}
