using System.Net;
using System.Net.WebSockets;
using System.Text;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Cameras.Onvif;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Live;

public sealed class SubstreamTests
{
    private const string Password = "Kn4ckw0rst";

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_small_stream_is_opened_for_its_viewers_only_and_keeps_its_password()
    {
        await using var large = await SimulatedCamera.StartAsync(new RtspCameraOptions { Width = 640, Height = 480, User = "admin", Password = Password }, Ending);
        await using var small = await SimulatedCamera.StartAsync(new RtspCameraOptions { User = "admin", Password = Password }, Ending);
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var body = new
        {
            name = "Gate",
            protocol = "rtsp",
            source_url = large.UrlWithCredentials.AbsoluteUri,
            live_source_url = small.UrlWithCredentials.AbsoluteUri,
        };
        var added = await server.PostAsync("/api/cameras", body, Ending);
        var (id, shown) = (added.GetProperty("id").GetString()!, added.GetProperty("live_source_url").GetString()!);
        Assert.Equal(small.UrlWithCredentials.AbsoluteUri.Replace(Password, "***", StringComparison.Ordinal), shown);
        await server.PostAsync($"/api/cameras/{id}/start", null, Ending);
        await server.WaitForStatusAsync(id, "running", Ending);
        Assert.Equal(0, (await small.StatsAsync(Ending)).SessionsTotal);

        Assert.Equal([0xFF, 0xD8], (await server.Client.GetByteArrayAsync($"/api/cameras/{id}/snapshot?stream=sub", Ending))[..2]);
        Assert.Equal(1, (await small.StatsAsync(Ending)).SessionsTotal);
        await Eventually.HoldsAsync(async () => (await small.StatsAsync(Ending)).Sessions == 0, "the small stream is closed without viewers", Ending);

        using (var viewer = await OpenAsync(server, id, "sub"))
        {
            Assert.StartsWith("{\"format\":\"mp4\"", await ReadTextAsync(viewer), StringComparison.Ordinal);
            Assert.Equal(1, (await small.StatsAsync(Ending)).Sessions);
        }

        var sessions = (await large.StatsAsync(Ending)).SessionsTotal;
        using (var viewer = await OpenAsync(server, id, "main"))
        {
            Assert.StartsWith("{\"format\":\"mp4\"", await ReadTextAsync(viewer), StringComparison.Ordinal);
        }

        // As a client has it that was shown the address and sends it back: the password is kept, and nothing is restarted.
        var changed = await server.SendAsync(HttpMethod.Patch, $"/api/cameras/{id}", new { live_source_url = shown }, Ending);
        Assert.Equal(("running", shown), (changed.GetProperty("status").GetString(), changed.GetProperty("live_source_url").GetString()));
        Assert.InRange((await large.StatsAsync(Ending)).SessionsTotal, sessions, sessions + 1);

        // A small stream that does not come gives way to the large one.
        await server.SendAsync(HttpMethod.Patch, $"/api/cameras/{id}", new { live_source_url = $"rtsp://127.0.0.1:{FreePort.Next()}/none" }, Ending);
        await server.WaitForStatusAsync(id, "running", Ending);
        using (var viewer = await OpenAsync(server, id, "sub"))
        {
            Assert.StartsWith("{\"format\":\"mp4\"", await ReadTextAsync(viewer), StringComparison.Ordinal);
        }

        Assert.Null((await server.SendAsync(HttpMethod.Patch, $"/api/cameras/{id}", new { live_source_url = "" }, Ending)).GetProperty("live_source_url").GetString());
    }

    [Fact]
    public async Task An_ONVIF_camera_is_asked_for_its_small_stream_when_it_is_added()
    {
        await using var large = await SimulatedCamera.StartAsync(new RtspCameraOptions { Width = 640, Height = 480, User = "admin", Password = Password }, Ending);
        await using var small = await SimulatedCamera.StartAsync(new RtspCameraOptions { User = "admin", Password = Password }, Ending);
        await using var device = await SimulatedOnvifDevice.StartAsync(
            new() { User = "admin", Password = Password, Streams = [new("first", large.Url, Width: 640, Height: 480), new("second", small.Url)] }, Ending);
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var source = device.AddressWith("admin", Password);
        var added = await server.PostAsync("/api/cameras", new { name = "Yard", protocol = "onvif", source_url = source.OriginalString }, Ending);
        var id = added.GetProperty("id").GetString()!;
        Assert.Equal($"onvif://{device.Address.Authority}/?profile=second", added.GetProperty("live_source_url").GetString());

        await server.PostAsync($"/api/cameras/{id}/start", null, Ending);
        await server.WaitForStatusAsync(id, "running", Ending);
        Assert.Equal((1, 0), ((await large.StatsAsync(Ending)).SessionsTotal, (await small.StatsAsync(Ending)).SessionsTotal));
        Assert.Equal([0xFF, 0xD8], (await server.Client.GetByteArrayAsync($"/api/cameras/{id}/snapshot?stream=sub", Ending))[..2]);
        Assert.Equal(1, (await small.StatsAsync(Ending)).SessionsTotal);
        Assert.DoesNotContain(Password, server.Program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_of_a_small_stream_is_checked_as_every_cameras()
    {
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var id = await server.AddCameraAsync("Cellar", new Uri("rtsp://root:secret1@127.0.0.1:9/a"), Ending);
        foreach (var address in (string[])["rtsp://169.254.169.254/a", "http://192.0.2.1/a", "rtsp://root:***@192.0.2.1/a", "file:///etc/passwd", $"rtsp://127.0.0.1:{server.Port}/a"])
        {
            var refused = await server.RefuseAsync(HttpMethod.Patch, $"/api/cameras/{id}", new { live_source_url = address }, HttpStatusCode.BadRequest, Ending);
            Assert.True(refused.GetProperty("errors").TryGetProperty("live_source_url", out _), address);
            var body = new { name = "New", protocol = "rtsp", source_url = "rtsp://192.0.2.9/b", live_source_url = address };
            if (!address.Contains("***", StringComparison.Ordinal))
            {
                await server.RefuseAsync(HttpMethod.Post, "/api/cameras", body, HttpStatusCode.BadRequest, Ending);
            }
        }

        foreach (var path in (string[])["snapshot", "stream"])
        {
            var refused = await server.RefuseAsync(HttpMethod.Get, $"/api/cameras/{id}/{path}?stream=tiny", null, HttpStatusCode.BadRequest, Ending);
            Assert.True(refused.GetProperty("errors").TryGetProperty("stream", out _));
        }
    }

    private static async Task<ClientWebSocket> OpenAsync(FalconEyeServer server, string id, string stream)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Port}/api/cameras/{id}/live?formats=mp4,jpeg&stream={stream}"), Ending);
        return socket;
    }

    private static async Task<string> ReadTextAsync(ClientWebSocket socket)
    {
        var buffer = new byte[1024];
        var read = await socket.ReceiveAsync(buffer, Ending);
        Assert.Equal(WebSocketMessageType.Text, read.MessageType);
        return Encoding.UTF8.GetString(buffer, 0, read.Count);
    }
}
