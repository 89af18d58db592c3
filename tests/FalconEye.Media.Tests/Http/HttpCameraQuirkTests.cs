using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Http;
using FalconEye.Streaming;
using FalconEye.TestKit.Networks;

namespace FalconEye.Media.Tests.Http;

/// <summary>HTTP cameras as people have reported them, each by a few lines of script.</summary>
public sealed partial class HttpCameraQuirkTests
{
    internal const string Head = "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n";

    /// <summary>A whole JPEG of 16x8 pixels as far as its markers go; nothing here decodes it.</summary>
    internal static readonly byte[] Jpeg =
        [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 8, 0, 16, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xFF, 0xD9];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>What comes before the first picture, and what comes before each and after each.</summary>
    public static TheoryData<string, string, string> Framings => new()
    {
        { Head, "--b\r\nContent-Type: image/jpeg\r\nContent-Length: 30\r\n\r\n", "\r\n" },
        { Head, "Content-Type: image/jpeg\r\nContent-Length: 30\r\n\r\n", "\r\n--b\r\n" },
        { Head, "--b\r\n--b\r\nContent-Type: image/jpeg\r\n\r\n", "\r\n" },
        { Head, "--b\r\nContent-Length: 20\r\n\r\n", "\r\n" },
        { Head, "--b\r\nContent-Length: 900\r\n\r\n", "\r\n" },
        { Head.Replace("Content-Type", "content-TYPE", StringComparison.Ordinal).Replace("multipart", "Multipart", StringComparison.Ordinal), "--b\r\n\r\n", "\r\n" },
        { Head.Replace("=b", "=b;", StringComparison.Ordinal), "--b\r\n\r\n", "\r\n" },
        { Head.Replace("OK\r\n", "OK\r\n: a header without a name\r\nno colon\r\n folded\r\n", StringComparison.Ordinal), "--b\r\n\r\n", "\r\n" },
        { "HTTP/1.0 200\r\nContent-Type: multipart/x-mixed-replace\r\nContent-Length: 5\r\n\r\n", "--b\r\n\r\n", "\r\n" },
        { "ICY 200 OK\nContent-Type: multipart/x-mixed-replace\n\n", "--b\r\n\r\n", "\r\n" },
        { "Content-Type: multipart/x-mixed-replace;boundary=b\r\n\r\n", "--b\r\n\r\n", "\r\n" },
        { Head.Replace("OK\r\n", "OK\r\nTransfer-Encoding: chunked\r\n", StringComparison.Ordinal), "--b\r\n\r\n", "\r\n" },
        { "HTTP/1.1 100 Continue\r\n\r\n" + Head, "--b\r\n\r\n", "\r\n" },
        { "HTTP/1.1 200 OK\r\n\r\n", "", "" },
        { "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n", "--b\r\n\r\n", "\r\n" },
    };

    [Theory]
    [MemberData(nameof(Framings))]
    public async Task Pictures_are_found_by_their_own_markers(string head, string before, string after)
    {
        await using var camera = ConversationServer.Start(async (stream, cancellation) =>
        {
            await ReadRequestAsync(stream, cancellation);
            await SendAsync(stream, head, cancellation);
            await SendForeverAsync(stream, [.. Latin(before), .. Jpeg, .. Latin(after)], cancellation);
        });

        Assert.All(await TakeAsync(camera, "http://{0}/stream", 5), picture => Assert.Equal(Jpeg, picture));
    }

    [Fact]
    public async Task A_stream_in_chunks_is_put_together()
    {
        await using var camera = ConversationServer.Start(async (stream, cancellation) =>
        {
            await ReadRequestAsync(stream, cancellation);
            await SendAsync(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: multipart/x-mixed-replace\r\n\r\n", cancellation);
            await SendForeverAsync(stream, [.. Latin("7;x=y\r\n"), .. Jpeg[..7], .. Latin("\r\n17\r\n"), .. Jpeg[7..], .. Latin("\r\n")], cancellation);
        });

        Assert.All(await TakeAsync(camera, "http://{0}/stream", 5), picture => Assert.Equal(Jpeg, picture));
    }

    [Fact]
    public async Task A_redirect_within_the_camera_comes_before_the_login_and_keeps_it()
    {
        await using var camera = ConversationServer.Start(async (stream, cancellation) =>
        {
            while (true)
            {
                var request = await ReadRequestAsync(stream, cancellation);
                await SendAsync(stream, request switch
                {
                    _ when request.StartsWith("GET /start ", StringComparison.Ordinal) => "HTTP/1.1 302 Found\r\nLocation: /stream?ch=1\r\nContent-Length: 0\r\n\r\n",
                    _ when !request.Contains($"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:p@ss"))}", StringComparison.Ordinal) =>
                        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 2\r\n\r\nno",
                    _ => Head,
                }, cancellation);
                if (request.Contains("Authorization", StringComparison.Ordinal))
                {
                    await SendForeverAsync(stream, Jpeg, cancellation);
                }
            }
        });

        Assert.NotEmpty(await TakeAsync(camera, "http://admin:p%40ss@{0}/start", 2));
    }

    [Fact]
    public async Task A_camera_that_redirects_until_its_cookie_comes_back_gets_it()
    {
        await using var camera = ConversationServer.Start(async (stream, cancellation) =>
        {
            while (!(await ReadRequestAsync(stream, cancellation)).Contains("\r\nCookie: id=7\r\n", StringComparison.Ordinal))
            {
                await SendAsync(stream, "HTTP/1.1 302 Found\r\nSet-Cookie: id=7; Path=/; HttpOnly\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", cancellation);
            }

            await SendAsync(stream, Head, cancellation);
            await SendForeverAsync(stream, Jpeg, cancellation);
        });

        Assert.NotEmpty(await TakeAsync(camera, "http://{0}/", 2));
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_refused_with_a_message()
    {
        await using var camera = ConversationServer.Start(async (stream, cancellation) =>
        {
            await ReadRequestAsync(stream, cancellation);
            await SendAsync(stream, "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:9/stream\r\nContent-Length: 0\r\n\r\n", cancellation);
        });

        var failure = await Assert.ThrowsAsync<SourceFailedException>(() => TakeAsync(camera, "http://admin:secret@{0}/", 1));

        Assert.Contains("127.0.0.2", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.IsUnsupported);
    }

    [Fact]
    public async Task Digest_with_SHA_256_is_preferred_to_Basic_and_a_wrong_password_is_tried_once()
    {
        var refused = 0;
        await using var camera = ConversationServer.Start(async (stream, cancellation) =>
        {
            while (!IsRight(await ReadRequestAsync(stream, cancellation), "p@ss"))
            {
                refused++;
                await SendAsync(
                    stream,
                    "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"cam\"\r\nWWW-Authenticate: Digest realm=\"cam\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth\"\r\nContent-Length: 0\r\n\r\n",
                    cancellation);
            }

            await SendAsync(stream, Head, cancellation);
            await SendForeverAsync(stream, Jpeg, cancellation);
        });

        Assert.NotEmpty(await TakeAsync(camera, "http://admin:p%40ss@{0}/stream", 2));
        Assert.Equal(1, refused);
        var failure = await Assert.ThrowsAsync<SourceFailedException>(() => TakeAsync(camera, "http://admin:wrong@{0}/stream", 1));
        Assert.Equal((FailureReasons.Unauthorized, 3), (failure.Failure.Reason, refused));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\n\r\nG\u0040\u0000\u0010")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.apple.mpegurl\r\nContent-Length: 8\r\n\r\n#EXTM3U\n")]
    public async Task Anything_else_is_left_to_FFmpeg(string response)
    {
        await using var camera = ConversationServer.Start(async (stream, cancellation) =>
        {
            await ReadRequestAsync(stream, cancellation);
            await SendAsync(stream, response, cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        });

        Assert.True((await Assert.ThrowsAsync<SourceFailedException>(() => TakeAsync(camera, "http://{0}/", 1))).IsUnsupported);
    }

    [Fact]
    public async Task A_head_without_end_is_refused()
    {
        await using var camera = ConversationServer.Start(async (stream, cancellation) =>
        {
            await ReadRequestAsync(stream, cancellation);
            await SendAsync(stream, "HTTP/1.1 200 OK\r\n", cancellation);
            await SendForeverAsync(stream, Latin("X-Endless: " + new string('x', 1000)), cancellation);
        });

        Assert.Equal(FailureReasons.Failed, (await Assert.ThrowsAsync<SourceFailedException>(() => TakeAsync(camera, "http://{0}/", 1))).Failure.Reason);
    }

    internal static async Task<List<byte[]>> TakeAsync(ConversationServer camera, string address, int count, double pollRate = 5)
    {
        Assert.True(SourceAddress.TryParse(string.Format(CultureInfo.InvariantCulture, address, camera.EndPoint), out var source, out _));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var taken = new List<byte[]>();
        try
        {
            await new HttpFrames(source, CameraConnections.OpenAsync, new FramePool(), TimeProvider.System) { PollRate = pollRate }.RunAsync(
                frame =>
                {
                    taken.Add(frame.Jpeg.ToArray());
                    frame.Release();
                    if (taken.Count == count)
                    {
                        enough.Cancel();
                    }
                },
                enough.Token);
        }
        catch (OperationCanceledException) when (taken.Count >= count)
        {
            // It has them.
        }

        return taken;
    }

    internal static async Task<string> ReadRequestAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var request = new StringBuilder();
        var one = new byte[1];
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            request.Append(await stream.ReadAsync(one, cancellationToken) == 1 ? (char)one[0] : throw new IOException("It left."));
        }

        return request.ToString();
    }

    private static async Task SendForeverAsync(NetworkStream stream, byte[] bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            await stream.WriteAsync(bytes, cancellationToken);
        }
    }

    internal static ValueTask SendAsync(NetworkStream stream, string text, CancellationToken cancellationToken) => stream.WriteAsync(Latin(text), cancellationToken);

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);

    private static bool IsRight(string request, string password)
    {
        var fields = Field().Matches(request).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value.Trim('"'));
        return fields.TryGetValue("response", out var response)
            && response == Hash($"{Hash($"admin:cam:{password}")}:n1:{fields["nc"]}:{fields["cnonce"]}:auth:{Hash($"GET:{fields["uri"]}")}");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("""(\w+)=("[^"]*"|[^,\s]+)""")]
    private static partial Regex Field();
}
