using System.Net.ServerSentEvents;
using System.Text.Json;
using FalconEye.TestKit.Programs;

namespace FalconEye.Discovery.Tests.Network;

/// <summary>A whole scan by a real server inside a network of its own, which it finds by itself.</summary>
public sealed class LanScanTests
{
    private const int SocketsAtOnce = 256;

    /// <summary>Between two looks, so that looking costs the server little.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task Twelve_cameras_of_four_kinds_are_found_once_each_and_nothing_else()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var lan = await SimulatedLan.CreateAsync(ct);
        await using var server = await FalconEyeServer.StartInAsync(lan.Server, ct);
        var before = SocketsOf(server.Program.Id);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var sockets = MaxSocketsAsync(server.Program.Id, over.Token);
        var answers = CountAnswersAsync(server, over.Token);

        var events = await FollowAsync(server, ct);
        await over.CancelAsync();

        var result = events[^1].Data;
        var cameras = result.GetProperty("network_cameras").EnumerateArray().ToDictionary(camera => Text(camera, "ip")!);
        Assert.Equal(
            new[] { SimulatedLan.Open, SimulatedLan.Locked, SimulatedLan.MotionJpeg, SimulatedLan.Onvif }.SelectMany(kind => kind).Order(StringComparer.Ordinal),
            cameras.Keys.Order(StringComparer.Ordinal));
        Assert.All(SimulatedLan.Open, ip => AssertCamera(cameras[ip], "rtsp", $"rtsp://{ip}:554/stream1", needsPassword: false, "h264 640x360"));
        Assert.All(SimulatedLan.Locked, ip => AssertCamera(cameras[ip], "rtsp", $"rtsp://{ip}:8554/stream", needsPassword: true, " x"));
        Assert.All(SimulatedLan.MotionJpeg, ip => AssertCamera(cameras[ip], "http", $"http://{ip}:8080/video", needsPassword: false, "mjpeg x"));
        Assert.All(SimulatedLan.Onvif.Zip([2020, 80, 8899]), one =>
            AssertCamera(cameras[one.First], "onvif", $"onvif://{one.First}:{one.Second}", needsPassword: true, " x"));
        Assert.All(SimulatedLan.Onvif, ip => Assert.Equal($"rtsp://{ip}:554/stream", Text(cameras[ip].GetProperty("alternatives")[0], "url")));
        Assert.Equal(("Porch Cam Tapo 10.77.0.40", "TP-Link"), (Text(cameras[SimulatedLan.Onvif[0]], "name"), Text(cameras[SimulatedLan.Onvif[0]], "brand")));
        Assert.Equal(["10.77.0.0/24"], result.GetProperty("scanned_subnets").EnumerateArray().Select(subnet => subnet.GetString()));
        Assert.Equal(0, lan.PasswordsShown);

        Assert.Equal(["started", "network", "progress"], events.Take(3).Select(item => item.Kind));
        Assert.Equal(12, events.Count(item => item.Kind == "network_camera"));
        Assert.Equal(254, events.Last(item => item.Kind == "progress").Data.GetProperty("scanned").GetInt32());
        Assert.InRange(result.GetProperty("elapsed_ms").GetInt64(), 0, 8000);
        Assert.InRange(await sockets - before, 200, SocketsAtOnce);
        Assert.True(await answers > 5, "The server did not answer other requests while it scanned.");
        TestContext.Current.SendDiagnosticMessage($"{result.GetProperty("elapsed_ms")} ms, {await sockets - before} sockets, {await answers} answers meanwhile.");
    }

    private static void AssertCamera(JsonElement camera, string protocol, string url, bool needsPassword, string picture)
    {
        Assert.Equal((protocol, url, needsPassword), (Text(camera, "protocol"), Text(camera, "url"), camera.GetProperty("requires_password").GetBoolean()));
        Assert.Equal(picture, $"{Text(camera, "codec")} {camera.GetProperty("width")}x{camera.GetProperty("height")}");
    }

    private static async Task<List<(string Kind, JsonElement Data)>> FollowAsync(FalconEyeServer server, CancellationToken ct)
    {
        await using var stream = await server.Client.GetStreamAsync("/api/nodes/scan/events?network=true", ct);
        List<(string, JsonElement)> events = [];
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(ct))
        {
            events.Add((item.EventType, JsonDocument.Parse(item.Data).RootElement));
        }

        return events;
    }

    private static async Task<int> CountAnswersAsync(FalconEyeServer server, CancellationToken over)
    {
        var count = 0;
        while (!over.IsCancellationRequested)
        {
            await server.GetAsync("/api/cameras", CancellationToken.None);
            count++;
            await Task.Delay(Pause, CancellationToken.None);
        }

        return count;
    }

    private static async Task<int> MaxSocketsAsync(int processId, CancellationToken over)
    {
        var most = 0;
        while (!over.IsCancellationRequested)
        {
            most = Math.Max(most, SocketsOf(processId));
            await Task.Delay(Pause, CancellationToken.None);
        }

        return most;
    }

    /// <summary>The open sockets of a process, this test's own connections to it included (proc(5), fd).</summary>
    private static int SocketsOf(int processId) => Directory.EnumerateFiles($"/proc/{processId}/fd").Count(IsSocket);

    private static bool IsSocket(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
