using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FalconEye.TestKit;
using k8s;

namespace FalconEye.Cluster.Tests;

/// <summary>A recording that lies on a node's disk is played as if it lay here, and by no one who does not come through the server.</summary>
[Collection("real programs")]
public sealed class NodeRecordingTests(RealProgramsCluster cluster)
{
    private const string Node = "node-a";
    private const string Recordings = "/data/falcon-eye/recordings";

    private static readonly DateTimeOffset Began = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Written = Began.AddHours(1);
    private static readonly byte[] Content = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Range_conditional_and_HEAD_requests_are_answered_as_for_a_local_recording()
    {
        var mp4 = await AddRecordingFileAsync(Content);
        using var whole = await SendAsync(HttpMethod.Get, mp4);
        using var head = await SendAsync(HttpMethod.Head, mp4);
        var tag = Assert.IsType<EntityTagHeaderValue>(whole.Headers.ETag);
        using var same = await SendAsync(HttpMethod.Get, mp4, request => (request.Range, request.IfRange) = (new(10, 19), new(tag)));
        using var other = await SendAsync(HttpMethod.Get, mp4, request => (request.Range, request.IfRange) = (new(10, 19), new(new EntityTagHeaderValue("\"other\""))));
        using var known = await SendAsync(HttpMethod.Get, mp4, request => request.IfNoneMatch.Add(tag));
        using var last = await SendAsync(HttpMethod.Get, mp4, request => request.Range = new(null, 5));
        using var beyond = await SendAsync(HttpMethod.Get, mp4, request => request.Range = new(5000, 6000));

        Assert.Equal(Content, await whole.Content.ReadAsByteArrayAsync(Ending));
        Assert.Equal((HttpStatusCode.OK, Content.Length, "video/mp4"), (head.StatusCode, head.Content.Headers.ContentLength, head.Content.Headers.ContentType?.MediaType));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Ending));
        Assert.Equal((HttpStatusCode.PartialContent, "bytes 10-19/1000"), (same.StatusCode, same.Content.Headers.ContentRange?.ToString()));
        Assert.Equal(Content[10..20], await same.Content.ReadAsByteArrayAsync(Ending));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(Content, await other.Content.ReadAsByteArrayAsync(Ending));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        Assert.Equal(Content[^5..], await last.Content.ReadAsByteArrayAsync(Ending));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
    }

    [Fact]
    public async Task Losing_the_node_aborts_the_download_so_that_a_partial_file_never_looks_complete()
    {
        var nodes = cluster.RequireFakeNodes();
        var mp4 = await AddRecordingFileAsync(new byte[64 * 1024 * 1024]);
        using var download = await SendAsync(HttpMethod.Get, mp4);
        await using var body = await download.Content.ReadAsStreamAsync(Ending);
        await body.ReadExactlyAsync(new byte[100_000], Ending);

        using (new Outage(nodes, Node))
        {
            await nodes.PowerOffAsync(Node);
            await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(Stream.Null, Ending));
            using var next = await SendAsync(HttpMethod.Get, mp4);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, next.StatusCode);
        }

        await WaitUntilThereAsync(mp4);
    }

    [Fact]
    public async Task An_orphaned_recording_is_ended_with_its_size_once_its_node_is_back()
    {
        var nodes = cluster.RequireFakeNodes();
        var mp4 = await AddRecordingFileAsync(Content, "recording");
        var recording = mp4.Replace("/download", "", StringComparison.Ordinal);
        using (new Outage(nodes, Node))
        {
            await nodes.PowerOffAsync(Node);
            await CleanUpAsync();
            var ended = await cluster.Server.GetAsync(recording, Ending);
            Assert.Equal(("stopped", JsonValueKind.Null), (ended.GetProperty("status").GetString(), ended.GetProperty("end_time").ValueKind));
        }

        await WaitUntilThereAsync(mp4);
        await CleanUpAsync();
        var measured = await cluster.Server.GetAsync(recording, Ending);
        Assert.Equal(
            (Content.Length, Written.UtcDateTime, 3600.0),
            (measured.GetProperty("file_size_bytes").GetInt64(), measured.GetProperty("end_time").GetDateTime(), measured.GetProperty("duration_seconds").GetDouble()));
    }

    [Fact]
    public async Task Segments_of_a_recording_on_a_node_are_played_and_the_recording_is_named_while_its_node_is_away()
    {
        var nodes = cluster.RequireFakeNodes();
        using TemporaryFolder folder = new();
        await Tool.OutputOfAsync(
            "ffmpeg",
            ["-v", "error", "-nostdin", "-f", "lavfi", "-i", "testsrc2=size=160x120:rate=25", "-t", "8", "-c:v", "libx264", "-g", "25", "-movflags", "+faststart", folder["recording.mp4"]],
            Ending);
        var mp4 = await AddRecordingFileAsync(await File.ReadAllBytesAsync(folder["recording.mp4"], Ending));
        var camera = mp4.Split('/')[3].Split('_')[0];
        var playback = $"/api/cameras/{camera}/playback?from=2026-01-01T00:00:00Z&to=2026-01-01T01:00:00Z";

        var file = Assert.Single((await cluster.Server.GetAsync(playback, Ending)).GetProperty("files").EnumerateArray());
        using var form = await SendAsync(HttpMethod.Get, file.GetProperty("url").GetString()!);
        await File.WriteAllBytesAsync(folder["form.mp4"], await form.Content.ReadAsByteArrayAsync(Ending), Ending);
        Assert.True(file.GetProperty("segments").GetArrayLength() >= 2);
        Assert.Equal(await FramesAsync(folder["recording.mp4"]), await FramesAsync(folder["form.mp4"]));

        using (new Outage(nodes, Node))
        {
            await nodes.PowerOffAsync(Node);
            var missing = Assert.Single((await cluster.Server.GetAsync(playback, Ending)).GetProperty("missing").EnumerateArray());
            Assert.Equal(Node, missing.GetProperty("node_name").GetString());
        }

        await WaitUntilThereAsync(mp4);
    }

    private static Task<string> FramesAsync(string path) => Tool.OutputOfAsync(
        "ffmpeg", ["-v", "error", "-nostdin", "-i", path, "-map", "0:v", "-fps_mode", "passthrough", "-f", "hash", "-hash", "md5", "-"], Ending);

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    public async Task A_node_serves_its_recordings_to_the_server_only(string? authorization)
    {
        cluster.RequireFakeNodes();
        var pods = await cluster.Client.ListNamespacedPodAsync(cluster.Cluster.CamerasNamespace, labelSelector: "component=file-server", cancellationToken: Ending);
        using HttpClient stranger = new();
        using HttpRequestMessage request = new(HttpMethod.Get, $"http://{pods.Items[0].Status.PodIP}:8080/{Guid.NewGuid()}/recording.mp4");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var answer = await stranger.SendAsync(request, Ending);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    /// <summary>Puts a file on the node and reports it, as a recorder does.</summary>
    /// <returns>Where the server gives it out.</returns>
    private async Task<string> AddRecordingFileAsync(byte[] content, string status = "completed")
    {
        var nodes = cluster.RequireFakeNodes();
        var camera = await cluster.Server.AddCameraAsync("Filmed", new Uri($"rtsp://192.0.2.1/{Guid.NewGuid()}"), Ending);
        var id = $"{camera}_20260101000000";
        var path = $"{Recordings}/{camera}/recording.mp4";
        var file = new FileInfo(Path.Combine(nodes.FolderOf(Node), path.TrimStart('/')));
        file.Directory!.Create();
        await File.WriteAllBytesAsync(file.FullName, content, Ending);
        file.LastWriteTimeUtc = Written.UtcDateTime;
        await cluster.Server.PostAsync(
            "/api/recordings/",
            new { id, camera_id = camera, file_path = path, file_name = "recording.mp4", start_time = Began, status, node_name = Node },
            Ending);
        return $"/api/recordings/{id}/download";
    }

    private async Task CleanUpAsync()
    {
        var cleaned = await cluster.CleanUpAsync(Ending);
        Assert.True(cleaned.ExitCode == 0, cleaned.Output + cleaned.Error);
    }

    private Task WaitUntilThereAsync(string mp4) => Eventually.HoldsAsync(
        async () =>
        {
            using var answer = await SendAsync(HttpMethod.Head, mp4);
            return answer.IsSuccessStatusCode;
        },
        "the recording is there with its node",
        Ending,
        TimeSpan.FromSeconds(40));

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string mp4, Action<HttpRequestHeaders>? configure = null)
    {
        using HttpRequestMessage request = new(method, mp4);
        configure?.Invoke(request.Headers);
        return await cluster.Server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ending);
    }
}
