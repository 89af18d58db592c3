using System.Net;
using System.Net.WebSockets;
using FalconEye.TestKit.Programs;

namespace FalconEye.Auth.Tests;

/// <summary>A page whose name leads to this machine (DNS rebinding) reaches nothing.</summary>
public sealed class HostTests
{
    private const string Evil = "evil.example";

    [Fact]
    public async Task Unknown_host_names_are_refused_on_every_route_with_the_settings_name()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct, ("ALLOWED_HOSTS", "cameras.example.com,*.home.arpa"));
        foreach (var path in new[] { "/", "/api/cameras", "/api/auth/status", "/mcp", "/health", "/healthz/ready", "/docs/", "/metrics", "/nothing", "/theme.js" })
        {
            using var answer = await SendAsync(server, HttpMethod.Get, path, $"{Evil}:{server.Port}", ct);
            Assert.Equal((path, HttpStatusCode.MisdirectedRequest), (path, answer.StatusCode));
            Assert.Contains("ALLOWED_HOSTS", await answer.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
        }

        using var rebound = await SendAsync(server, HttpMethod.Post, "/api/cameras", $"{Evil}:{server.Port}", ct, $"http://{Evil}:{server.Port}");
        Assert.Equal(HttpStatusCode.MisdirectedRequest, rebound.StatusCode);
        foreach (var host in new[] { "xhome.arpa", "home.arpa", "cameras.example.com.evil.example", "127.0.0.1.evil.example", "1", "0x7f.1", "localhost.evil.example", "xn--evil-.example" })
        {
            using var answer = await SendAsync(server, HttpMethod.Get, "/api/cameras", host, ct);
            Assert.Equal((host, HttpStatusCode.MisdirectedRequest), (host, answer.StatusCode));
        }

        foreach (var host in new[] { "localhost", "LocalHost.:1", "127.0.0.1", "192.0.2.7:9000", "[::1]:8000", Dns.GetHostName(), $"{Dns.GetHostName()}.local", "cameras.example.com", "hall.Home.arpa:81" })
        {
            using var answer = await SendAsync(server, HttpMethod.Get, "/api/cameras", host, ct);
            Assert.Equal((host, HttpStatusCode.OK), (host, answer.StatusCode));
        }
    }

    [Fact]
    public async Task A_live_view_is_not_opened_for_a_rebound_host_name()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Host", Evil);
        socket.Options.SetRequestHeader("Origin", $"http://{Evil}");
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(
            new Uri($"ws://127.0.0.1:{server.Port}/api/cameras/{Guid.NewGuid()}/live"), ct));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, socket.HttpStatusCode);
    }

    [Fact]
    public async Task A_wrong_name_in_the_settings_stops_the_start()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var program = RunningProgram.Start(
            ProgramFile.Find("FalconEye.Api"), new Dictionary<string, string> { ["ALLOWED_HOSTS"] = "https://cameras.example.com/" });
        Assert.Equal(78, await program.WaitForExitAsync(ct));
        Assert.Contains("ALLOWED_HOSTS is \"https://cameras.example.com/\"", program.Output, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> SendAsync(
        FalconEyeServer server, HttpMethod method, string path, string host, CancellationToken cancellationToken, string? origin = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Post ? FalconEyeServer.ToContent(new { }) : null };
        request.Headers.TryAddWithoutValidation("Host", host);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return server.Client.SendAsync(request, cancellationToken);
    }
}
