using System.Net;
using System.Net.WebSockets;
using FalconEye.TestKit.Programs;

namespace FalconEye.Auth.Tests;

/// <summary>What pages of other sites can make a browser do: nothing.</summary>
public sealed class BrowserTests(LockedServer locked)
{
    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_cross_site_change_is_refused(string header, string value)
    {
        var ct = TestContext.Current.CancellationToken;
        var (person, _) = await locked.AddUserAsync("viewer", ct);
        person.Http.DefaultRequestHeaders.Add(header, value);
        Assert.Equal(HttpStatusCode.Forbidden, await person.StatusAsync(HttpMethod.Delete, "/api/auth/sessions", null, ct));
    }

    /// <summary>A form whose address contains a name and a password makes browsers send them: that is no token.</summary>
    [Fact]
    public async Task Credentials_in_a_cross_site_URL_are_not_accepted_as_a_token()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/settings/restart-all");
        request.Headers.TryAddWithoutValidation("Authorization", "Basic eDp5");
        request.Headers.Add("Origin", "https://evil.example");
        using var answer = await server.Client.SendAsync(request, ct);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Without_logins_an_older_dashboards_proxy_may_drop_the_port()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        foreach (var (host, origin, site, expected) in new[]
        {
            ("127.0.0.1", "http://127.0.0.1:30900", null, HttpStatusCode.OK),
            ("127.0.0.1", "http://127.0.0.1:30900", "same-origin", HttpStatusCode.OK),
            ("127.0.0.1", "http://127.0.0.1:30900", "same-site", HttpStatusCode.Forbidden),
            ("127.0.0.1", "http://evil.example", null, HttpStatusCode.Forbidden),
            ($"127.0.0.1:{server.Port}", "http://127.0.0.1:30900", null, HttpStatusCode.Forbidden),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/settings/restart-all");
            request.Headers.Host = host;
            request.Headers.Add("Origin", origin);
            if (site is not null)
            {
                request.Headers.Add("Sec-Fetch-Site", site);
            }

            using var answer = await server.Client.SendAsync(request, ct);
            Assert.Equal((host, origin, site, expected), (host, origin, site, answer.StatusCode));
        }
    }

    [Fact]
    public async Task Same_origin_requests_pass_and_other_origins_get_no_CORS_permission()
    {
        var ct = TestContext.Current.CancellationToken;
        var (person, _) = await locked.AddUserAsync("viewer", ct);
        person.Http.DefaultRequestHeaders.Add("Origin", locked.Server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        person.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        Assert.Equal(HttpStatusCode.NoContent, await person.StatusAsync(HttpMethod.Delete, "/api/auth/sessions", null, ct));
        using var foreign = Caller.Anonymous(locked.Server);
        foreign.Http.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        using var answer = await foreign.SendAsync(HttpMethod.Get, "/api/auth/status", null, ct);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_cross_site_live_view_is_refused_even_without_logins()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "https://evil.example");
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(
            new Uri($"ws://127.0.0.1:{server.Port}/api/cameras/{Guid.NewGuid()}/live"), ct));
        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Fact]
    public async Task Every_response_has_the_security_headers()
    {
        var ct = TestContext.Current.CancellationToken;
        foreach (var path in new[] { "/healthz/live", "/api/cameras", "/nothing" })
        {
            using var answer = await locked.Admin.SendAsync(HttpMethod.Get, path, null, ct);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_API_reference_runs_only_its_own_script_and_needs_a_login()
    {
        var ct = TestContext.Current.CancellationToken;
        HashSet<string> nonces = [];
        for (var visit = 0; visit < 2; visit++)
        {
            using var answer = await locked.Admin.SendAsync(HttpMethod.Get, "/docs/", null, ct);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.DoesNotContain("'unsafe-inline'", policy.Split("style-src")[0], StringComparison.Ordinal);
            var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
            Assert.True(nonces.Add(nonce));
            var scripts = (await answer.Content.ReadAsStringAsync(ct)).Split("<script")[1..];
            Assert.NotEmpty(scripts);
            Assert.All(scripts, script => Assert.Contains($"nonce=\"{nonce}\"", script.Split('>')[0], StringComparison.Ordinal));
        }

        using var stranger = Caller.Anonymous(locked.Server);
        Assert.Equal(HttpStatusCode.Unauthorized, await stranger.StatusAsync(HttpMethod.Get, "/docs/", null, ct));
    }

    [Fact]
    public async Task A_signed_link_opens_its_own_address_for_reading_and_no_other()
    {
        var ct = TestContext.Current.CancellationToken;
        var camera = await locked.AddCameraAsync("Linked", ct);
        var other = await locked.AddCameraAsync("Not linked", ct);
        var made = await locked.Admin.PostAsync("/api/auth/links", new { path = $"/api/cameras/{camera}/snapshot", minutes = 5 }, HttpStatusCode.OK, ct);
        var url = made.GetProperty("url").GetString()!;
        using var player = Caller.Anonymous(locked.Server);

        // The camera is not running: that is what the link gets to know.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await player.StatusAsync(HttpMethod.Get, url, null, ct));
        Assert.Equal(HttpStatusCode.Unauthorized, await player.StatusAsync(HttpMethod.Get, url.Replace(camera, other, StringComparison.Ordinal), null, ct));
        Assert.Equal(HttpStatusCode.Unauthorized, await player.StatusAsync(HttpMethod.Get, url.Replace("/snapshot", "/stream", StringComparison.Ordinal), null, ct));
        Assert.Equal(HttpStatusCode.Unauthorized, await player.StatusAsync(HttpMethod.Get, url[..^4] + "AAAA", null, ct));
        await locked.Admin.PostAsync("/api/auth/links", new { path = "/api/settings", minutes = 5 }, HttpStatusCode.BadRequest, ct);
        await locked.Admin.PostAsync("/api/auth/links", new { path = $"/api/cameras/{camera}/stream", minutes = 61 }, HttpStatusCode.BadRequest, ct);
    }

    [Fact]
    public async Task Forwarded_headers_count_from_known_proxies_only()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct, ("AUTH_MODE", "on"), ("KNOWN_PROXIES", "127.0.0.9"));
        using var proxy = Caller.Anonymous(server, IPAddress.Parse("127.0.0.9"));
        await proxy.PostAsync("/api/auth/setup", new { user_name = "anna", password = LockedServer.Password, setup_code = FalconEyeServer.SetupCode }, HttpStatusCode.OK, ct);
        foreach (var (from, expected) in new[] { ("127.0.0.9", "192.0.2.7"), ("127.0.0.10", "127.0.0.10") })
        {
            using var caller = Caller.Anonymous(server, IPAddress.Parse(from));
            caller.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7");
            caller.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
            using var login = await caller.SendAsync(HttpMethod.Post, "/api/auth/login", new { user_name = "anna", password = LockedServer.Password }, ct);
            Assert.Equal(from == "127.0.0.9", login.Headers.GetValues("Set-Cookie").First().Contains("secure", StringComparison.OrdinalIgnoreCase));
            var sessions = (await proxy.GetAsync("/api/auth/sessions", ct)).GetProperty("sessions").EnumerateArray();
            Assert.Contains(sessions, session => session.GetProperty("address").GetString() == expected);
        }
    }
}
