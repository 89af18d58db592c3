using System.Globalization;
using System.Net;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Auth.Tests;

/// <summary>A server that serves its cameras over RTSP.</summary>
public sealed class ServerWithRtsp : LockedServer
{
    internal int Port { get; } = FreePort.Next();

    internal int EncryptedPort { get; } = FreePort.Next();

    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, string Value)> Settings =>
        [("RTSP_PORT", Port.ToString(CultureInfo.InvariantCulture)), ("RTSPS_PORT", EncryptedPort.ToString(CultureInfo.InvariantCulture)), ("MAX_STREAMS", "3")];
}

/// <summary>Other programs play a camera over RTSP, with their credentials, without a further session with the camera.</summary>
public sealed class RtspServerTests(ServerWithRtsp locked) : IClassFixture<ServerWithRtsp>
{
    private const string Player = """
        import sys, gi
        gi.require_version('Gst', '1.0')
        from gi.repository import Gst
        Gst.init(None)
        url, protocol = sys.argv[1:3]
        pipeline = Gst.parse_launch(f'rtspsrc name=source protocols={protocol} latency=200 ! rtph264depay ! h264parse ! fakesink num-buffers=30 sync=false')
        pipeline.get_by_name('source').set_property('location', url)
        pipeline.set_state(Gst.State.PLAYING)
        message = pipeline.get_bus().timed_pop_filtered(25 * Gst.SECOND, Gst.MessageType.EOS | Gst.MessageType.ERROR)
        print('none' if message is None else message.parse_error() if message.type == Gst.MessageType.ERROR else 'played')
        pipeline.set_state(Gst.State.NULL)
        """;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FFmpeg_and_GStreamer_play_over_TCP_UDP_and_TLS_by_password_token_and_link()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions { Audio = AudioCodec.Aac }, Ending);
        var id = await AddRunningAsync("Gate", camera);
        var token = await TokenAsync(locked.Admin);
        var link = (await locked.Admin.PostAsync("/api/auth/links", new { path = $"/api/cameras/{id}/stream" }, HttpStatusCode.OK, Ending))
            .GetProperty("url").GetString()!.Split('?')[1];
        var login = $"{LockedServer.Administrator}:{Uri.EscapeDataString(LockedServer.Password)}";
        using var folder = new TemporaryFolder();
        foreach (var (transport, url) in ((string, string)[])
        [
            ("tcp", $"rtsp://{login}@127.0.0.1:{locked.Port}/{id}"),
            ("udp", $"rtsp://127.0.0.1:{locked.Port}/{id}?token={token}"),
            ("tcp", $"rtsp://x:{token}@127.0.0.1:{locked.Port}/Gate"),
            ("tcp", $"rtsps://{login}@127.0.0.1:{locked.EncryptedPort}/{id}"),
        ])
        {
            var file = folder[$"{Guid.NewGuid():N}.mp4"];
            await Tool.OutputOfAsync("ffmpeg", ["-v", "error", "-nostdin", "-rtsp_transport", transport, "-i", url, "-t", "3", "-c", "copy", file], Ending);
            var streams = await Tool.OutputOfAsync("ffprobe", ["-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", file], Ending);
            Assert.Equal(["h264", "aac"], streams.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()));
            if (transport == "tcp")
            {
                // A busy machine loses datagrams.
                Assert.Empty(await Tool.OutputOfAsync("ffmpeg", ["-v", "error", "-nostdin", "-xerror", "-i", file, "-f", "null", "-"], Ending));
            }
        }

        foreach (var protocol in (string[])["tcp", "udp"])
        {
            Assert.Equal("played", (await Tool.OutputOfAsync("/usr/bin/python3", ["-c", Player, $"rtsp://127.0.0.1:{locked.Port}/{id}?{link}", protocol], Ending)).Trim());
        }

        Assert.Equal(1, (await camera.StatsAsync(Ending)).Sessions);
    }

    [Fact]
    public async Task A_player_sees_its_own_cameras_only_and_is_cut_off_with_its_token()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Ending);
        var id = await AddRunningAsync("Yard", camera);
        var other = await locked.AddCameraAsync("Another", Ending);
        var (person, name) = await locked.AddUserAsync("viewer", Ending, id);
        var token = await TokenAsync(person);
        var link = (await locked.Admin.PostAsync("/api/auth/links", new { path = $"/api/cameras/{id}/stream" }, HttpStatusCode.OK, Ending))
            .GetProperty("url").GetString()!.Split('?')[1];

        Assert.Equal(401, await DescribeAsync(id, null));
        Assert.Equal(401, await DescribeAsync($"{id}?token=falcon_x", null));
        Assert.Equal(401, await DescribeAsync($"{other}?{link}", null));
        Assert.Equal(404, await DescribeAsync($"{other}?token={token}", null));
        Assert.Equal(404, await DescribeAsync(other, $"{name}:{LockedServer.Password}"));
        Assert.Equal(404, await DescribeAsync($"nowhere?token={token}", null));

        using var folder = new TemporaryFolder();
        var playing = Tool.RunAsync(
            "ffmpeg",
            ["-v", "error", "-nostdin", "-rtsp_transport", "tcp", "-i", $"rtsp://127.0.0.1:{locked.Port}/{id}?token={token}", "-c", "copy", "-f", "h264", folder["seen"]],
            Ending);
        await Eventually.HoldsAsync(() => File.Exists(folder["seen"]) && new FileInfo(folder["seen"]).Length > 100_000, "the player plays", Ending);

        List<RtspDialogue> others = [];
        for (var i = 0; i < 2; i++)
        {
            others.Add(await RtspDialogue.OpenAsync(locked.Port, Ending));
            Assert.Equal(200, await others[^1].AskAsync("DESCRIBE", locked.Port, $"{id}?token={token}", null, Ending));
        }

        Assert.Equal(453, await DescribeAsync($"{id}?token={token}", null));
        others.ForEach(dialogue => dialogue.Dispose());

        var tokens = (await person.GetAsync("/api/auth/tokens", Ending)).GetProperty("tokens");
        await person.SendAsync(HttpMethod.Delete, $"/api/auth/tokens/{tokens[0].GetProperty("id").GetString()}", null, HttpStatusCode.NoContent, Ending);
        await playing;
        Assert.Equal(401, await DescribeAsync($"{id}?token={token}", null));
    }

    [Fact]
    public async Task Guessed_passwords_are_counted_as_those_of_the_login_page()
    {
        var id = await locked.AddCameraAsync("Cellar", Ending);
        var (_, name) = await locked.AddUserAsync("viewer", Ending);
        Assert.Equal(503, await DescribeAsync(id, $"{name}:{LockedServer.Password}"));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(401, await DescribeAsync(id, $"{name}:wrong {i}"));
        }

        Assert.Equal(401, await DescribeAsync(id, $"{name}:{LockedServer.Password}"));
        using var login = Caller.Anonymous(locked.Server);
        await login.PostAsync("/api/auth/login", new { user_name = name, password = LockedServer.Password }, HttpStatusCode.TooManyRequests, Ending);
    }

    [Fact]
    public async Task Requests_that_are_none_or_too_long_or_refused_too_often_end_the_connection()
    {
        Assert.Equal(0, await AnswerAsync("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
        Assert.Equal(0, await AnswerAsync($"DESCRIBE rtsp://127.0.0.1/{new string('a', 5000)} RTSP/1.0\r\nCSeq: 1\r\n\r\n"));
        Assert.Equal(0, await AnswerAsync($"DESCRIBE rtsp://127.0.0.1/a RTSP/1.0\r\nCSeq: 1\r\nX: {new string('a', 20_000)}\r\n\r\n"));
        Assert.Equal(0, await AnswerAsync("ANNOUNCE rtsp://127.0.0.1/a RTSP/1.0\r\nCSeq: 1\r\nContent-Length: 1000000\r\n\r\n"));
        Assert.Equal(0, await AnswerAsync(new string('\0', 100)));
        var loop = new { name = "Loop", protocol = "rtsp", source_url = $"rtsp://127.0.0.1:{locked.Port}/a" };
        await locked.Admin.PostAsync("/api/cameras", loop, HttpStatusCode.BadRequest, Ending);
        Assert.Equal(501, await AnswerAsync("ANNOUNCE rtsp://127.0.0.1/a RTSP/1.0\r\nCSeq: 1\r\n\r\n"));
        Assert.Equal(455, await AnswerAsync("PLAY rtsp://127.0.0.1/a RTSP/1.0\r\nCSeq: 1\r\n\r\n"));

        using var dialogue = await RtspDialogue.OpenAsync(locked.Port, Ending);
        Assert.Equal(200, await dialogue.AskAsync("OPTIONS", locked.Port, "", null, Ending));
        List<int> answers = [];
        for (var i = 0; i < 10; i++)
        {
            answers.Add(await dialogue.AskAsync("DESCRIBE", locked.Port, "a?token=falcon_x", null, Ending));
        }

        Assert.Equal(401, answers[0]);
        Assert.Equal(0, answers[^1]);
    }

    private async Task<int> AnswerAsync(string text)
    {
        using var dialogue = await RtspDialogue.OpenAsync(locked.Port, Ending);
        return await dialogue.SendAsync(text, Ending);
    }

    private Task<int> DescribeAsync(string path, string? login) => RtspDialogue.DescribeAsync(locked.Port, path, login, Ending);

    private static async Task<string> TokenAsync(Caller owner)
    {
        var body = new { name = "player", role = "viewer", password = LockedServer.Password };
        return (await owner.PostAsync("/api/auth/tokens", body, HttpStatusCode.Created, Ending)).GetProperty("token").GetString()!;
    }

    private async Task<string> AddRunningAsync(string name, SimulatedCamera camera)
    {
        var body = new { name, protocol = "rtsp", source_url = camera.UrlWithCredentials.AbsoluteUri };
        var id = (await locked.Admin.PostAsync("/api/cameras", body, HttpStatusCode.Created, Ending)).GetProperty("id").GetString()!;
        await locked.Admin.PostAsync($"/api/cameras/{id}/start", null, HttpStatusCode.OK, Ending);
        await Eventually.HoldsAsync(
            async () => (await locked.Admin.GetAsync($"/api/cameras/{id}", Ending)).GetProperty("status").GetString() == "running", "the camera runs", Ending);
        return id;
    }
}
