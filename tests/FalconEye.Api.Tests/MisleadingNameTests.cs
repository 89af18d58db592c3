using System.Net;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Networks;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

/// <summary>Names that lead to where cloud machines keep their credentials, and not to a camera.</summary>
public sealed class MisleadingNameTests
{
    private const string MetadataService = "169.254.169.254";
    /// <summary>FFmpeg opens a camera three times, and the server looks before.</summary>
    private const int LookupsOfOneProbe = 10;
    private const string Problem = "belongs to the machine's cloud provider";

    [Fact]
    public async Task A_name_that_resolves_to_a_metadata_service_is_refused_when_entered_and_later()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var network = await NetworkNamespace.CreateAsync(ct);
        Assert.SkipWhen(network is null, "This process may not make network namespaces: run as root, or with CAP_SYS_ADMIN and CAP_NET_ADMIN.");

        // ip-netns(8): what is in this folder is seen as /etc by programs inside.
        var etc = Directory.CreateDirectory($"/etc/netns/{network.Name}");
        try
        {
            var hosts = Path.Combine(etc.FullName, "hosts");
            await File.WriteAllTextAsync(hosts, $"{MetadataService} camera.lan\n127.0.0.1 honest.lan\n", ct);
            await using var server = await FalconEyeServer.StartInAsync(network, ct);
            foreach (var (protocol, path) in new[] { ("http", "/api/cameras"), ("rtsp", "/api/cameras"), ("onvif", "/api/cameras/probe") })
            {
                var body = new { name = "Door", protocol, source_url = $"{protocol}://camera.lan/latest" };
                var refused = await server.RefuseAsync(HttpMethod.Post, path, body, HttpStatusCode.BadRequest, ct);
                Assert.Contains(Problem, refused.GetProperty("errors").GetProperty("source_url")[0].GetString(), StringComparison.Ordinal);
            }

            List<string> ids = [];
            foreach (var protocol in new[] { "http", "rtsp", "onvif" })
            {
                var camera = await server.PostAsync("/api/cameras", new { name = protocol, protocol, source_url = $"{protocol}://honest.lan:9/{protocol}" }, ct);
                ids.Add(camera.GetProperty("id").GetString()!);
            }

            var changed = await server.RefuseAsync(HttpMethod.Patch, $"/api/cameras/{ids[0]}", new { source_url = "http://camera.lan/b" }, HttpStatusCode.BadRequest, ct);
            Assert.Contains(Problem, changed.GetProperty("detail").GetString(), StringComparison.Ordinal);

            // The name is led astray after it was entered: the programs that connect resolve it again.
            await File.WriteAllTextAsync(hosts, $"{MetadataService} honest.lan\n", ct);
            foreach (var id in ids)
            {
                await server.PostAsync($"/api/cameras/{id}/start", null, ct);
            }

            foreach (var id in ids)
            {
                await Eventually.HoldsAsync(
                    async () => (await server.GetAsync($"/api/cameras/{id}", ct)).GetProperty("metadata").ToString().Contains(Problem, StringComparison.Ordinal),
                    "the camera says that its name leads astray",
                    ct,
                    TimeSpan.FromSeconds(30));
            }
        }
        finally
        {
            etc.Delete(recursive: true);
        }
    }

    /// <summary>Who looks a name up to check it, and again to connect, is led astray sooner or later.</summary>
    [Fact]
    public async Task A_name_that_changes_between_look_ups_never_leads_to_the_metadata_service()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var network = await NetworkNamespace.CreateAsync(ct);
        Assert.SkipWhen(network is null, "This process may not make network namespaces: run as root, or with CAP_SYS_ADMIN and CAP_NET_ADMIN.");
        await network.ConfigureAsync($"addr add {MetadataService}/32 dev lo", ct);
        var etc = Directory.CreateDirectory($"/etc/netns/{network.Name}");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(etc.FullName, "resolv.conf"), "nameserver 127.0.0.1\noptions attempts:5\n", ct);
            var (honest, astray) = (IPAddress.Loopback, IPAddress.Parse(MetadataService));
            await using var names = RebindingNameServer.Start(
                network, [.. Enumerable.Repeat(honest, LookupsOfOneProbe), astray, honest, honest, astray, honest, astray, astray, honest, honest, honest, astray]);
            await using var http = await SimulatedCamera.StartAsync(new MjpegCameraOptions { Network = network }, ct);
            await using var rtsp = await SimulatedCamera.StartAsync(new RtspCameraOptions { Network = network }, ct);
            var video = await TransportStreamAsync(ct);
            await using var other = ConversationServer.Start(network, new IPEndPoint(honest, 0), (stream, cancel) => ServeAsync(stream, video, cancel));
            var led = 0;
            var ports = (int[])[http.Url.Port, rtsp.Url.Port, other.EndPoint.Port];
            List<ConversationServer> traps =
            [
                .. ports.Select(port => ConversationServer.Start(network, new IPEndPoint(astray, port), (_, _) =>
                {
                    Interlocked.Increment(ref led);
                    return Task.CompletedTask;
                })),
            ];
            await using var server = await FalconEyeServer.StartInAsync(network, ct);
            var outcomes = await Task.WhenAll(
                TryAsync(server, $"http://http.attacker.test:{ports[0]}{http.Url.PathAndQuery}", ct),
                TryAsync(server, $"rtsp://rtsp.attacker.test:{ports[1]}{rtsp.Url.PathAndQuery}", ct),
                TryAsync(server, $"http://ffmpeg.attacker.test:{ports[2]}/video.ts", ct));

            Assert.All(outcomes, tried => Assert.Contains(tried, outcome => outcome.Contains(Problem, StringComparison.Ordinal)));
            Assert.All(outcomes, tried => Assert.Contains(tried, outcome => outcome.Contains("\"ok\":true", StringComparison.Ordinal)));
            Assert.All((string[])["http", "rtsp", "ffmpeg"], name => Assert.True(names.Asked($"{name}.attacker.test") > 10));
            Assert.Equal(0, led);
            foreach (var trap in traps)
            {
                await trap.DisposeAsync();
            }
        }
        finally
        {
            etc.Delete(recursive: true);
        }
    }

    private static async Task<List<string>> TryAsync(FalconEyeServer server, string url, CancellationToken ct)
    {
        List<string> outcomes = [];
        for (var attempt = 0; attempt < 10; attempt++)
        {
            using var body = FalconEyeServer.ToContent(new { protocol = url.Split(':')[0], source_url = url });
            using var answer = await server.Client.PostAsync("/api/cameras/probe", body, ct);
            outcomes.Add(await answer.Content.ReadAsStringAsync(ct));
        }

        return outcomes;
    }

    /// <summary>Video in a form that our own readers do not take, so that FFmpeg reads the camera.</summary>
    private static async Task<byte[]> TransportStreamAsync(CancellationToken ct)
    {
        using TemporaryFolder folder = new();
        await Tool.OutputOfAsync(
            "ffmpeg", ["-v", "error", "-nostdin", "-f", "lavfi", "-i", "testsrc2=size=160x120:rate=25", "-t", "10", "-c:v", "libx264", "-g", "10", "-f", "mpegts", folder["video.ts"]], ct);
        return await File.ReadAllBytesAsync(folder["video.ts"], ct);
    }

    private static async Task ServeAsync(Stream stream, byte[] video, CancellationToken ct)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        while (await reader.ReadLineAsync(ct) is { Length: > 0 })
        {
            // The request's head.
        }

        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nConnection: close\r\n\r\n"u8.ToArray(), ct);
        await stream.WriteAsync(video, ct);
    }
}
