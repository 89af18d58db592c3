using System.Globalization;
using System.Net;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Discovery.Tests.Network;

/// <summary>What a scan makes of what answers, with servers on loopback that say just what a test wants.</summary>
public sealed class HostIdentificationTests(HostIdentificationTests.LoopbackServer loopback) : IClassFixture<HostIdentificationTests.LoopbackServer>
{
    private const string Sdp = "v=0\r\ns=-\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H265/90000\r\na=x-dimensions:2560,1440\r\n";

    private readonly FalconEyeServer _server = loopback.Server;

    [Fact]
    public async Task A_camera_that_asks_for_a_password_first_is_named_by_its_make_and_never_shown_one()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = Start(1, _ => "RTSP/1.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"Login to 4E0AC8B\", nonce=\"1\"\r\n\r\n");

        var found = Assert.Single((await ScanAsync(ct)).GetProperty("network_cameras").EnumerateArray());

        Assert.Equal(("Dahua", true, false), (Text(found, "brand"), Flag(found, "requires_password"), Flag(found, "path_is_certain")));
        Assert.Equal(UrlOf(1, "/cam/realmonitor?channel=1&subtype=0"), Text(found, "url"));
        Assert.NotEmpty(found.GetProperty("candidates").EnumerateArray());
        Assert.All(camera.Requests, request => Assert.DoesNotContain("Authorization", request, StringComparison.OrdinalIgnoreCase));
        Assert.InRange(camera.Requests.Count, 1, 2);
    }

    [Fact]
    public async Task The_channels_of_a_recorder_are_cameras_of_their_own()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var recorder = Start(2, request => Describe(request, path => path is "/Streaming/Channels/101" or "/Streaming/Channels/201" or "/Streaming/Channels/401"));
        var added = await _server.PostAsync("/api/cameras", new { name = "Yard", protocol = "rtsp", source_url = UrlOf(2, "/Streaming/Channels/201") }, ct);

        var found = (await ScanAsync(ct)).GetProperty("network_cameras").EnumerateArray().ToList();
        await _server.SendAsync(HttpMethod.Delete, $"/api/cameras/{Text(added, "id")}", null, ct);

        Assert.Equal(
            ["Camera 127.0.60.2 channel 1", "Camera 127.0.60.2 channel 2", "Camera 127.0.60.2 channel 4"], found.Select(camera => Text(camera, "name")));
        Assert.Equal([null, "Yard", null], found.Select(camera => Text(camera, "camera_name")));
        Assert.All(found, camera => Assert.Equal("hevc 2560x1440", $"{Text(camera, "codec")} {camera.GetProperty("width")}x{camera.GetProperty("height")}"));
    }

    [Fact]
    public async Task Two_cameras_at_one_address_are_two_and_one_with_two_connection_options_is_one()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var left = Start(3, request => Describe(request, path => path == "/live"));
        await using var right = Start(3, request => Describe(request, path => path == "/live"), loopback.OtherPort);
        await using var both = Start(4, request => Describe(request, path => path == "/live"));
        await using var picture = Start(4, _ => "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=x\r\n\r\n", loopback.OtherPort);

        var found = (await ScanAsync(ct)).GetProperty("network_cameras").EnumerateArray().ToList();

        Assert.Equal(2, found.Count(camera => Text(camera, "ip") == "127.0.60.3"));
        var one = Assert.Single(found, camera => Text(camera, "ip") == "127.0.60.4");
        Assert.Equal("rtsp", Text(one, "protocol"));
        Assert.Equal($"http://127.0.60.4:{loopback.OtherPort}/", Text(Assert.Single(one.GetProperty("alternatives").EnumerateArray()), "url"));
    }

    [Fact]
    public async Task A_camera_that_was_added_by_another_path_is_marked()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = Start(5, request => Describe(request, path => path == "/live"));
        var added = await _server.PostAsync("/api/cameras", new { name = "Small stream", protocol = "rtsp", source_url = UrlOf(5, "/sub") }, ct);

        var found = Assert.Single((await ScanAsync(ct)).GetProperty("network_cameras").EnumerateArray());
        await _server.SendAsync(HttpMethod.Delete, $"/api/cameras/{Text(added, "id")}", null, ct);

        Assert.Equal((true, Text(added, "id"), "Small stream"), (Flag(found, "already_added"), Text(found, "camera_id"), Text(found, "camera_name")));
    }

    [Fact]
    public async Task A_server_without_a_known_stream_path_is_reported_as_no_camera()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = Start(6, request => Describe(request, path => path == "/only/its/maker/knows"));
        await using var hostile = Start(7, _ => "RTSP/1.0 200 OK\r\nContent-Length: 999999999\r\n\r\nv=0");
        await using var babbling = Start(8, _ => new string('x', 100_000));

        var result = await ScanAsync(ct);

        Assert.Empty(result.GetProperty("network_cameras").EnumerateArray());
        Assert.Contains(
            result.GetProperty("errors").EnumerateArray(),
            error => error.GetString()!.StartsWith($"127.0.60.6:{loopback.Port} speaks RTSP", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Concurrent_requests_share_one_scan_which_ends_when_both_have_left()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = Start(9, request => request.StartsWith("OPTIONS", StringComparison.Ordinal) ? "RTSP/1.0 200 OK\r\n\r\n" : "");
        // A client that lingers to read the rest of an answer has not left yet.
        using var client = new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero }) { BaseAddress = _server.Client.BaseAddress };
        var first = await client.GetStreamAsync("/api/nodes/scan/events?network=true", ct);
        await Eventually.HoldsAsync(() => camera.Requests.Count == 2, "the camera was asked for a description", ct);

        var second = await client.GetStreamAsync("/api/nodes/scan/events?network=true", ct);
        using var reader = new StreamReader(second);
        await first.DisposeAsync();
        while (await reader.ReadLineAsync(ct) is { } line && line != "event: progress")
        {
            // What the first was told before the second came is told again.
        }

        Assert.Equal((1, 2), (camera.Connections, camera.Requests.Count));
        reader.Dispose();
        await Eventually.HoldsAsync(() => camera.Connections == 0, "nobody asks the camera any more", ct, TimeSpan.FromSeconds(3));
    }

    private static string Describe(string request, Func<string, bool> hasPath)
    {
        var words = request.Split(' ');
        return words[0] == "OPTIONS" ? "RTSP/1.0 200 OK\r\nCSeq: 1\r\nPublic: DESCRIBE\r\n\r\n"
            : words[0] == "DESCRIBE" && hasPath(new Uri(words[1]).PathAndQuery) ? string.Create(CultureInfo.InvariantCulture, $"RTSP/1.0 200 OK\r\nContent-Length: {Sdp.Length}\r\n\r\n{Sdp}")
            : words[0] == "DESCRIBE" ? "RTSP/1.0 404 Not Found\r\n\r\n"
            : "";
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static bool Flag(JsonElement element, string name) => element.GetProperty(name).GetBoolean();

    private ScriptedServer Start(int host, Func<string, string> answer, int? port = null) =>
        ScriptedServer.Start(new IPEndPoint(IPAddress.Parse($"127.0.60.{host}"), port ?? loopback.Port), answer);

    private string UrlOf(int host, string path) => $"rtsp://127.0.60.{host}:{loopback.Port}{path}";

    private Task<JsonElement> ScanAsync(CancellationToken ct) => _server.GetAsync("/api/nodes/scan/cameras?network=true", ct);

    /// <summary>A server that scans fourteen addresses of loopback, on two free ports.</summary>
    public sealed class LoopbackServer : IAsyncLifetime
    {
        public int Port { get; } = FreePort.Next();

        public int OtherPort { get; } = FreePort.Next();

        public FalconEyeServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await FalconEyeServer.StartAsync(
            CancellationToken.None, ("SCAN_SUBNETS", "127.0.60.0/28"), ("SCAN_PORTS", string.Create(CultureInfo.InvariantCulture, $"{Port}, {OtherPort}")));

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
