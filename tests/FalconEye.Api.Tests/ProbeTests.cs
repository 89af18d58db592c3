using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Cameras.Onvif;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

public sealed class ProbeTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const int AtOnce = 4;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_probe_reports_the_stream_with_a_snapshot()
    {
        await using var rtsp = await SimulatedCamera.StartAsync(new RtspCameraOptions { Audio = AudioCodec.Aac, User = "admin", Password = "p@ss" }, Cancelled);
        await using var http = await SimulatedCamera.StartAsync(new MjpegCameraOptions { User = "admin", Password = "p@ss" }, Cancelled);

        var results = await Task.WhenAll(ProbeAsync("rtsp", rtsp.UrlWithCredentials), ProbeAsync("http", http.UrlWithCredentials));

        Assert.Equal(["true h264 320x240 15 aac", "true mjpeg 320x240 - -"], results.Select(Summary));
        Assert.All(results, result => Assert.Equal([0xFF, 0xD8], Convert.FromBase64String(result.GetProperty("snapshot").GetString()!)[..2]));
    }

    [Fact]
    public async Task An_ONVIF_camera_with_a_wrong_clock_and_an_address_of_another_network_is_probed_added_and_watched()
    {
        await using var main = await SimulatedCamera.StartAsync(new RtspCameraOptions { Width = 640, Height = 480, User = "admin", Password = "s3cret!" }, Cancelled);
        await using var small = await SimulatedCamera.StartAsync(new RtspCameraOptions { User = "admin", Password = "s3cret!" }, Cancelled);
        await using var device = await SimulatedOnvifDevice.StartAsync(
            new()
            {
                User = "admin",
                Password = "s3cret!",
                ClockOffset = TimeSpan.FromHours(2),
                AdvertisedHost = "192.0.2.7",
                Streams = [new("main", main.Url, Width: 640, Height: 480), new("small", small.Url)],
            },
            Cancelled);
        var address = device.AddressWith("admin", "s3cret!");

        var tried = await ProbeAsync("onvif", address);
        var id = await fixture.Server.AddCameraAsync("Gate", address, Cancelled, "onvif");
        await fixture.Server.PostAsync($"/api/cameras/{id}/start", null, Cancelled);
        var camera = await fixture.Server.WaitForStatusAsync(id, "running", Cancelled);
        var picture = await fixture.Server.Client.GetByteArrayAsync($"/api/cameras/{id}/snapshot", Cancelled);
        var sessions = (await small.StatsAsync(Cancelled)).SessionsTotal;
        var smallPicture = await fixture.Server.Client.GetByteArrayAsync($"/api/cameras/{id}/snapshot?stream=sub", Cancelled);
        var events = await fixture.Server.GetAsync("/api/events/log", Cancelled);
        await fixture.Server.SendAsync(HttpMethod.Delete, $"/api/cameras/{id}", null, Cancelled);
        await Eventually.HoldsAsync(
            async () => (await fixture.Server.Client.GetAsync($"/api/cameras/{id}", Cancelled)).StatusCode == HttpStatusCode.NotFound, "the camera is gone", Cancelled);

        Assert.Equal("true h264 640x480 15 -", Summary(tried));
        Assert.Equal($"mainStream (h264 640x480) at rtsp://admin:***@127.0.0.1:{main.Url.Port}/stream", tried.GetProperty("stream").GetString());
        Assert.Equal([0xFF, 0xD8], picture[..2]);
        Assert.Equal([0xFF, 0xD8], smallPicture[..2]);
        Assert.Equal(sessions + 1, (await small.StatsAsync(Cancelled)).SessionsTotal);
        Assert.DoesNotContain("s3cret", fixture.Server.Program.Output + tried + camera + events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_without_video_is_reported_with_a_hint_and_without_the_password()
    {
        await using var rtsp = await SimulatedCamera.StartAsync(new RtspCameraOptions { User = "admin", Password = "right" }, Cancelled);
        await using var open = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancelled);
        await using var sound = await SimulatedCamera.StartAsync(new RtspCameraOptions { Video = VideoCodec.None, Audio = AudioCodec.G711MuLaw }, Cancelled);
        await using var http = await SimulatedCamera.StartAsync(new MjpegCameraOptions { User = "admin", Password = "right" }, Cancelled);
        await using var unheard = new UnknownCodecCamera();
        using var blackHole = new TcpListener(IPAddress.Loopback, 0);
        blackHole.Start();
        var silent = ((IPEndPoint)blackHole.LocalEndpoint).Port;
        await using var secured = await OnvifAsync(new() { User = "admin", Password = "right" });
        await using var blind = await OnvifAsync(new() { Streams = [] });
        await using var router = await OnvifAsync(new() { Behaviour = OnvifBehaviour.WebPage });
        await using var other = await OnvifAsync(new() { Behaviour = OnvifBehaviour.NotFound });

        (string Protocol, string Address, string Reason)[] expected =
        [
            ("rtsp", $"rtsp://admin:wr0ng@{rtsp.Url.Authority}/stream", "unauthorized"),
            ("rtsp", $"rtsp://admin:wr0ng@127.0.0.1:{FreePort.Next()}/stream", "refused"),
            ("rtsp", $"rtsp://admin:wr0ng@127.0.0.1:{silent}/stream", "timeout"),
            ("rtsp", $"rtsp://admin:wr0ng@{open.Url.Authority}/nowhere", "not_found"),
            ("rtsp", sound.Url.OriginalString, "no_video"),
            ("rtsp", unheard.Url.OriginalString, "unsupported_codec"),
            ("http", $"http://admin:wr0ng@{http.Url.Authority}/stream", "unauthorized"),
            ("http", $"http://admin:wr0ng@127.0.0.1:{FreePort.Next()}/stream", "refused"),
            ("http", $"http://admin:right@{http.Url.Authority}/nowhere", "not_found"),
            ("onvif", secured.AddressWith("admin", "wr0ng").OriginalString, "unauthorized"),
            ("onvif", $"onvif://admin:wr0ng@127.0.0.1:{FreePort.Next()}", "refused"),
            ("onvif", $"onvif://admin:wr0ng@127.0.0.1:{silent}", "timeout"),
            ("onvif", other.AddressWith("admin", "wr0ng").OriginalString, "not_found"),
            ("onvif", blind.AddressWith("admin", "wr0ng").OriginalString, "no_video"),
            ("onvif", router.AddressWith("admin", "wr0ng").OriginalString, "failed"),
        ];
        using var places = new SemaphoreSlim(AtOnce);
        var results = await Task.WhenAll(expected.Select(source => ProbeAsync(source.Protocol, new Uri(source.Address), places)));

        Assert.Equal(
            expected.Select(source => $"{source.Address}: {source.Reason}"),
            expected.Zip(results, (source, result) => $"{source.Address}: {result.GetProperty("reason").GetString()}"));
        Assert.All(results, result => Assert.InRange(result.GetProperty("elapsed_ms").GetInt64(), 1, 15_000));
        Assert.All(results, result => Assert.NotEqual("", result.GetProperty("hint").GetString()));
        Assert.DoesNotContain("wr0ng", fixture.Server.Program.Output + string.Concat(results), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_sent_to_the_camera_once()
    {
        await using var rtsp = await SimulatedCamera.StartAsync(new RtspCameraOptions { User = "admin", Password = "right" }, Cancelled);
        await using var basic = await SimulatedCamera.StartAsync(
            new RtspCameraOptions { User = "admin", Password = "right", Authentication = CameraAuthentication.Basic }, Cancelled);
        await using var http = await SimulatedCamera.StartAsync(new MjpegCameraOptions { User = "admin", Password = "right" }, Cancelled);
        await using var onvif = await OnvifAsync(new() { User = "admin", Password = "right", Authentication = OnvifAuthentication.TokenThenDigest });
        await using var rtspCount = PasswordCounter.Before(rtsp);
        await using var basicCount = PasswordCounter.Before(basic);
        await using var httpCount = PasswordCounter.Before(http);

        var results = await Task.WhenAll(
            ProbeAsync("rtsp", rtspCount.AddressWith("admin", "wrong")),
            ProbeAsync("rtsp", basicCount.AddressWith("admin", "wrong")),
            ProbeAsync("http", httpCount.AddressWith("admin", "wrong")),
            ProbeAsync("onvif", onvif.AddressWith("admin", "wrong")));

        Assert.All(results, result => Assert.Equal("unauthorized", result.GetProperty("reason").GetString()));
        Assert.Equal([1, 1, 1, 1], [rtspCount.Shown, basicCount.Shown, httpCount.Shown, onvif.Attempts]);
    }

    [Fact]
    public async Task A_few_sources_are_probed_at_once_and_a_cancelled_request_ends_its_probe()
    {
        await using var device = await OnvifAsync(new() { Behaviour = OnvifBehaviour.Silent });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var trying = Enumerable.Range(0, AtOnce + 2).Select(_ => fixture.Server.PostAsync("/api/cameras/probe", Body("onvif", device.Address), leaving.Token)).ToList();

        await Eventually.HoldsAsync(() => device.Operations.Count == AtOnce, "four sources are tried", Cancelled);
        Assert.Equal(AtOnce, Probes());
        await leaving.CancelAsync();
        await Eventually.HoldsAsync(() => Probes() == 0, "nothing is tried any more", Cancelled, TimeSpan.FromSeconds(3));

        await Task.WhenAll(trying).ContinueWith(all => Assert.True(all.IsCanceled), Cancelled, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    [Fact]
    public async Task A_USB_camera_is_not_probed_and_the_answer_names_the_alternative()
    {
        var problem = await fixture.Server.RefuseAsync(
            HttpMethod.Post, "/api/cameras/probe", new { protocol = "usb", source_url = "/dev/video0" }, HttpStatusCode.BadRequest, Cancelled);

        Assert.Contains("add it", problem.GetProperty("errors").GetProperty("protocol")[0].GetString(), StringComparison.Ordinal);
    }

    private static Task<SimulatedOnvifDevice> OnvifAsync(OnvifDeviceOptions options) => SimulatedOnvifDevice.StartAsync(options, Cancelled);

    private static object Body(string protocol, Uri address) => new { protocol, source_url = address.OriginalString };

    private static string Summary(JsonElement result)
    {
        string Of(string name) => result.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : "-";
        return $"{Of("ok").ToLowerInvariant()} {Of("codec")} {Of("width")}x{Of("height")} {Of("fps")} {Of("audio")}";
    }

    private async Task<JsonElement> ProbeAsync(string protocol, Uri address, SemaphoreSlim? places = null)
    {
        await (places?.WaitAsync(Cancelled) ?? Task.CompletedTask);
        try
        {
            return await fixture.Server.PostAsync("/api/cameras/probe", Body(protocol, address), Cancelled);
        }
        finally
        {
            places?.Release();
        }
    }

    /// <summary>The relays that try a source now: the only ones there are, since no camera runs.</summary>
    private int Probes() => ProcessTree.DescendantsOf(fixture.Server.Program.Id).Count(id => ProcessTree.NameOf(id).StartsWith("FalconEye.Rel", StringComparison.Ordinal) && ProcessTree.IsRunning(id));
}
