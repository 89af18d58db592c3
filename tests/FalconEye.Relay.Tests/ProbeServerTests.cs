using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using FalconEye.Contracts;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Networks;
using FalconEye.TestKit.Programs;

namespace FalconEye.Relay.Tests;

/// <summary>The program as the server that runs FFmpeg for an API.</summary>
public sealed class ProbeServerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_probes_sources_and_extracts_frames_for_callers_with_the_token()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancelled);
        await using var api = await DownloadAsync();
        var port = FreePort.Next();
        await using var program = RunningProgram.Start(
            ProgramFile.Find("FalconEye.Relay"),
            new Dictionary<string, string> { ["PROBE_SERVER"] = "true", ["HOST"] = "127.0.0.1", ["PORT"] = $"{port}", ["API_TOKEN"] = "t0ken" });
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Eventually.HoldsAsync(() => IsReadyAsync(client), "it listens", Cancelled);

        using var refused = await client.PostAsJsonAsync("/probe", new { source_url = camera.Url }, Cancelled);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "t0ken");
        using var probed = await client.PostAsJsonAsync("/probe", new { source_url = camera.Url }, Cancelled);
        var result = await probed.Content.ReadFromJsonAsync(WireJson.Default.ProbeResult, Cancelled);
        using var frame = await client.PostAsJsonAsync("/frame", new { url = $"http://{api.EndPoint}/download?token=x", at_seconds = 1.5 }, Cancelled);
        var jpeg = await frame.Content.ReadAsByteArrayAsync(Cancelled);
        using var none = await client.PostAsJsonAsync("/frame", new { url = $"http://{api.EndPoint}/nothing", at_seconds = 1 }, Cancelled);
        using var small = await client.PostAsync("/keyframe", new ByteArrayContent(await KeyframeAsync()), Cancelled);
        var preview = await small.Content.ReadAsByteArrayAsync(Cancelled);
        using var noVideo = await client.PostAsync("/keyframe", new ByteArrayContent("no video"u8.ToArray()), Cancelled);
        using var empty = await client.PostAsync("/keyframe", new ByteArrayContent([]), Cancelled);
        using var file = await client.PostAsJsonAsync("/frame", new { url = "/etc/passwd", at_seconds = 1 }, Cancelled);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal((true, "h264"), (result!.Ok, result.Codec));
        Assert.Equal([0xFF, 0xD8], jpeg[..2]);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (none.StatusCode, file.StatusCode));
        Assert.Equal([0xFF, 0xD8], preview[..2]);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.RequestEntityTooLarge), (noVideo.StatusCode, empty.StatusCode));
        Assert.Contains("FFmpeg is kept apart by: no new privileges", program.Output, StringComparison.Ordinal);
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync("/healthz/ready", Cancelled);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>A video of one keyframe, as the API makes it of a recording.</summary>
    private static async Task<byte[]> KeyframeAsync()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "keyframe.mp4");
        await Tool.OutputOfAsync(
            "ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "testsrc=size=320x240", "-frames:v", "1", "-movflags", "+frag_keyframe+empty_moov", path], Cancelled);
        return await File.ReadAllBytesAsync(path, Cancelled);
    }

    /// <summary>A server that has one recording.</summary>
    private static async Task<ConversationServer> DownloadAsync()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "recording.mp4");
        await Tool.OutputOfAsync(
            "ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "testsrc=size=320x240:rate=10:duration=3", "-movflags", "+faststart", path], Cancelled);
        var video = await File.ReadAllBytesAsync(path, Cancelled);
        return ConversationServer.Start(async (stream, cancellationToken) =>
        {
            using var reader = new StreamReader(stream, leaveOpen: true);
            var request = await reader.ReadLineAsync(cancellationToken) ?? "";
            while (await reader.ReadLineAsync(cancellationToken) is { Length: > 0 })
            {
            }

            var isFound = request.StartsWith("GET /download?token=x ", StringComparison.Ordinal);
            var body = isFound ? video : [];
            await stream.WriteAsync(
                System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {(isFound ? "200 OK" : "404 Not Found")}\r\nContent-Type: video/mp4\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"),
                cancellationToken);
            await stream.WriteAsync(body, cancellationToken);
        });
    }
}
