using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Auth.Tests;

/// <summary>What lasts is bounded for each caller and in all, and at the bound the server still answers.</summary>
public sealed class LimitTests
{
    private const string Password = "violet tractor moon";

    [Fact]
    public async Task Event_and_live_streams_are_limited_per_caller()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await StartAsync(ct, ("MAX_EVENT_STREAMS", "3"), ("MAX_STREAMS", "1"));
        using var person = await Caller.LogInAsync(server, "anna", Password, ct);
        var token = (await person.PostAsync("/api/auth/tokens", new { name = "script", role = "viewer", expires_in_days = 1 }, HttpStatusCode.Created, ct)).GetProperty("token").GetString()!;
        await person.PostAsync("/api/users", new { user_name = "ben", password = Password, role = "viewer", all_cameras = true }, HttpStatusCode.Created, ct);
        using var script = Caller.WithToken(server, token);
        var open = new List<HttpResponseMessage>();
        for (var stream = 0; stream < 3; stream++)
        {
            open.Add(await person.SendAsync(HttpMethod.Get, "/api/events", null, ct));
            Assert.Equal(HttpStatusCode.OK, open[^1].StatusCode);
        }

        // Their tokens count with them.
        using var refused = await script.SendAsync(HttpMethod.Get, "/api/events", null, ct);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("MAX_EVENT_STREAMS", await refused.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
        using var ben = await Caller.LogInAsync(server, "ben", Password, ct);
        using var other = await ben.SendAsync(HttpMethod.Get, "/api/events", null, ct);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);

        open[0].Dispose();
        await FalconEye.TestKit.Eventually.HoldsAsync(
            async () => await script.StatusAsync(HttpMethod.Get, "/api/events", null, ct) == HttpStatusCode.OK, "a stream that ended makes room", ct);
        open.ForEach(answer => answer.Dispose());
    }

    [Fact]
    public async Task A_live_view_beyond_the_limit_is_closed_with_the_reason()
    {
        var ct = TestContext.Current.CancellationToken;

        // Of the 64 connections that may be open, 48 may last.
        await using var server = await FalconEyeServer.StartAsync(ct, ("MAX_CONNECTIONS", "64"));
        var open = new List<HttpResponseMessage>();
        for (var stream = 0; stream < 48; stream++)
        {
            open.Add(await server.Client.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead, ct));
            Assert.Equal(HttpStatusCode.OK, open[^1].StatusCode);
        }

        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Port}/api/cameras/{Guid.NewGuid()}/live"), ct);
        var end = await socket.ReceiveAsync(new byte[1], ct);
        Assert.Equal(WebSocketMessageType.Close, end.MessageType);
        Assert.Contains("MAX_CONNECTIONS", socket.CloseStatusDescription, StringComparison.Ordinal);
        Assert.Equal("ok", await server.Client.GetStringAsync("/healthz/live", ct));
        open.ForEach(answer => answer.Dispose());
    }

    [Fact]
    public async Task Idle_connections_do_not_block_other_clients()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await StartAsync(ct, ("MAX_CONNECTIONS", "200"), ("MAX_CONNECTIONS_PER_ADDRESS", "100"));
        var idle = new List<TcpClient>();
        for (var number = 0; number < 600; number++)
        {
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, server.Port, ct);
            if (number % 2 == 0)
            {
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /api/cameras HTTP/1.1\r\nHost: loc"), ct);
            }

            idle.Add(client);
        }

        Assert.Equal("ok", await server.Client.GetStringAsync("/healthz/live", ct));
        using var person = await Caller.LogInAsync(server, "anna", Password, ct);
        using var neighbour = Caller.Anonymous(server, IPAddress.Parse("127.0.0.61"));
        Assert.Equal(HttpStatusCode.OK, await neighbour.StatusAsync(HttpMethod.Get, "/health", null, ct));
        idle.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Requests_that_never_end_shut_no_one_out_not_even_those_of_the_same_address()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await StartAsync(ct, ("MAX_CONNECTIONS", "200"), ("MAX_CONNECTIONS_PER_ADDRESS", "100"));
        var slow = new List<TcpClient>();
        for (var number = 0; number < 600; number++)
        {
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, server.Port, ct);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /api/auth/login HTTP/1.1\r\nHost: localhost:{server.Port}\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n{{\"user_name\":\""), ct);
            slow.Add(client);
        }

        using var neighbour = Caller.Anonymous(server, IPAddress.Parse("127.0.0.61"));
        using var newcomer = Caller.Anonymous(server);
        Assert.Equal(HttpStatusCode.OK, await neighbour.StatusAsync(HttpMethod.Get, "/health", null, ct));
        Assert.Equal(HttpStatusCode.OK, await newcomer.StatusAsync(HttpMethod.Get, "/health", null, ct));
        Assert.DoesNotContain("unhandled", server.Program.Output, StringComparison.Ordinal);
        slow.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Searches_of_one_caller_wait_for_each_other_and_not_those_of_others()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await StartAsync(ct);
        using var person = await Caller.LogInAsync(server, "anna", Password, ct);
        await person.PostAsync("/api/users", new { user_name = "ben", password = Password, role = "viewer", all_cameras = true }, HttpStatusCode.Created, ct);
        using var other = await Caller.LogInAsync(server, "ben", Password, ct);
        var made = await person.PostAsync("/api/auth/tokens", new { name = "script", role = "viewer", expires_in_days = 1 }, HttpStatusCode.Created, ct);

        // Four have their turn and never end, as their bodies do not; a hundred wait.
        var clients = new List<TcpClient>();
        for (var number = 0; number < 130; number++)
        {
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, server.Port, ct);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /api/exports HTTP/1.1\r\nHost: localhost:{server.Port}\r\nAuthorization: Bearer {made.GetProperty("token").GetString()}\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n{{"), ct);
            clients.Add(client);
        }

        Assert.Equal(HttpStatusCode.OK, await other.StatusAsync(HttpMethod.Get, "/api/events/log", null, ct));
        var isRefused = false;
        await foreach (var answer in Task.WhenEach(clients.Select(client => StatusLineAsync(client, ct))).WithCancellation(ct))
        {
            isRefused = await answer == "HTTP/1.1 429 Too Many Requests";
            if (isRefused)
            {
                break;
            }
        }

        Assert.True(isRefused);
        clients.ForEach(client => client.Dispose());
        await Eventually.HoldsAsync(
            async () => await person.StatusAsync(HttpMethod.Get, "/api/events/log", null, ct) == HttpStatusCode.OK, "the caller has their turn again", ct, TimeSpan.FromSeconds(30));
    }

    private static async Task<string> StatusLineAsync(TcpClient client, CancellationToken ct)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        try
        {
            return await reader.ReadLineAsync(ct) ?? "";
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Cut off, as a body that never ends is; or the test is over.
            return "";
        }
    }

    [Fact]
    public async Task Unknown_tokens_are_rate_limited_and_valid_ones_still_work()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await StartAsync(ct);
        using var person = await Caller.LogInAsync(server, "anna", Password, ct);
        var token = (await person.PostAsync("/api/auth/tokens", new { name = "script", role = "viewer", expires_in_days = 1 }, HttpStatusCode.Created, ct)).GetProperty("token").GetString()!;
        using var script = Caller.WithToken(server, token);
        await script.GetAsync("/api/cameras", ct);
        var answers = new HashSet<HttpStatusCode>();
        for (var guess = 0; guess < 1000 && !answers.Contains(HttpStatusCode.TooManyRequests); guess++)
        {
            using var guesser = Caller.WithToken(server, $"falcon_{guess}");
            answers.Add(await guesser.StatusAsync(HttpMethod.Get, "/api/cameras", null, ct));
        }

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], answers.Order());
        await script.GetAsync("/api/cameras", ct);
        await person.GetAsync("/api/cameras", ct);
    }

    [Fact]
    public async Task A_user_has_at_most_fifty_tokens()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await StartAsync(ct);
        using var person = await Caller.LogInAsync(server, "anna", Password, ct);
        for (var number = 0; number < 50; number++)
        {
            await person.PostAsync("/api/auth/tokens", new { name = $"{number}", role = "viewer", expires_in_days = 1 }, HttpStatusCode.Created, ct);
        }

        await person.PostAsync("/api/auth/tokens", new { name = "one more", role = "viewer", expires_in_days = 1 }, HttpStatusCode.Conflict, ct);
    }

    [Fact]
    public async Task On_a_nearly_full_disk_conversations_are_refused_and_logins_work()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await StartAsync(ct, ("DATA_RESERVE_MB", "2000000000"));
        using var person = await Caller.LogInAsync(server, "anna", Password, ct);
        var refused = await person.PostAsync("/api/chat/sessions", new { }, HttpStatusCode.InsufficientStorage, ct);
        Assert.Contains("DATA_RESERVE_MB", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Questions_and_conversations_per_user_are_limited()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await StartAsync(ct, ("ASSISTANT_DAILY_QUESTIONS", "2"));
        using var person = await Caller.LogInAsync(server, "anna", Password, ct);
        var question = new { stream = false, messages = new[] { new { role = "user", content = "Is the gate open?" } } };
        await person.PostAsync("/api/chat/", question, HttpStatusCode.ServiceUnavailable, ct);
        await person.PostAsync("/api/chat/", question, HttpStatusCode.ServiceUnavailable, ct);
        var refused = await person.PostAsync("/api/chat/", question, HttpStatusCode.TooManyRequests, ct);
        Assert.Contains("ASSISTANT_DAILY_QUESTIONS", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        for (var number = 0; number < 200; number++)
        {
            await person.PostAsync("/api/chat/sessions", new { }, HttpStatusCode.Created, ct);
        }

        await person.PostAsync("/api/chat/sessions", new { }, HttpStatusCode.Conflict, ct);
    }

    internal static async Task<FalconEyeServer> StartAsync(CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        var server = await FalconEyeServer.StartAsync(cancellationToken, [("AUTH_MODE", "on"), .. settings]);
        using var admin = Caller.Anonymous(server);
        await admin.PostAsync(
            "/api/auth/setup", new { user_name = "anna", password = Password, setup_code = FalconEyeServer.SetupCode }, HttpStatusCode.OK, cancellationToken);
        return server;
    }
}
