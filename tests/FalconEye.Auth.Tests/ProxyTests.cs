using System.Net;
using FalconEye.TestKit.Programs;

namespace FalconEye.Auth.Tests;

/// <summary>Who is calling, and from which page, when proxies stand between.</summary>
public sealed class ProxyTests
{
    private const string Password = "violet tractor moon";
    private const string Secret = "the-secret-of-the-dashboards-nginx";
    private static readonly IPAddress Proxy = IPAddress.Parse("127.0.0.9");

    [Fact]
    public async Task Behind_two_proxies_the_first_untrusted_address_is_the_callers()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await StartAsync(ct, ("KNOWN_PROXIES", "127.0.0.9,10.9.9.0/24"));
        Assert.Equal("198.51.100.7", await AddressOfLoginAsync(server, ct, ("X-Forwarded-For", "203.0.113.1, 198.51.100.7, 10.9.9.4")));
        Assert.Equal("10.8.8.8", await AddressOfLoginAsync(server, ct, ("X-Forwarded-For", "198.51.100.7, 10.8.8.8")));
    }

    [Fact]
    public async Task One_client_behind_a_proxy_does_not_lock_out_another()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await StartAsync(ct, ("KNOWN_PROXIES", "127.0.0.9,10.9.9.0/24"));
        using var visitor = Caller.Anonymous(server, Proxy);
        visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.7, 10.9.9.4");
        var answers = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 31; attempt++)
        {
            answers.Add(await visitor.StatusAsync(HttpMethod.Post, "/api/auth/login", new { user_name = $"nobody{attempt}", password = "wrong wrong wrong" }, ct));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        Assert.Equal("198.51.100.8", await AddressOfLoginAsync(server, ct, ("X-Forwarded-For", "198.51.100.8, 10.9.9.4")));
    }

    [Fact]
    public async Task With_a_proxy_secret_only_a_proxy_that_sends_it_is_trusted()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await StartAsync(ct, ("KNOWN_PROXIES", "127.0.0.0/8"), ("PROXY_SECRET", Secret));
        Assert.Equal("198.51.100.7", await AddressOfLoginAsync(server, ct, ("X-Forwarded-For", "198.51.100.7"), ("X-FalconEye-Proxy", Secret)));
        Assert.Equal("127.0.0.9", await AddressOfLoginAsync(server, ct, ("X-Forwarded-For", "198.51.100.9"), ("X-FalconEye-Proxy", "a-guess-at-the-secret")));
        Assert.Equal("127.0.0.9", await AddressOfLoginAsync(server, ct, ("X-Forwarded-For", "198.51.100.9")));
    }

    [Fact]
    public async Task Only_a_known_proxy_may_drop_the_port_or_replace_the_host()
    {
        var ct = TestContext.Current.CancellationToken;
        const string Own = "cameras.example.com";
        await using var server = await StartAsync(ct, ("KNOWN_PROXIES", "127.0.0.9"), ("ALLOWED_HOSTS", Own));
        using var person = Caller.Anonymous(server, Proxy);
        using var direct = Caller.Anonymous(server);
        await LogInAsync(person, ct);
        await LogInAsync(direct, ct);
        foreach (var (host, origin, site, expected) in new[]
        {
            (Own, $"http://{Own}:30900", null, HttpStatusCode.NoContent),
            (Own, $"http://{Own}:30900", "same-origin", HttpStatusCode.NoContent),
            (Own, $"http://{Own}:30900", "same-site", HttpStatusCode.Forbidden),
            ("127.0.0.1", $"https://{Own}", "same-origin", HttpStatusCode.NoContent),
            ("127.0.0.1", $"https://{Own}", null, HttpStatusCode.Forbidden),
            (Own, "http://evil.example:30900", null, HttpStatusCode.Forbidden),
            ("127.0.0.1", "http://evil.example", "same-origin", HttpStatusCode.Forbidden),
            ($"{Own}:8000", $"http://{Own}:30900", null, HttpStatusCode.Forbidden),
        })
        {
            var text = $"{host} {origin} {site}";
            Assert.Equal((text, expected), (text, await AskAsync(person, host, origin, site)));
            Assert.Equal((text, HttpStatusCode.Forbidden), (text, await AskAsync(direct, host, origin, site)));
        }

        async Task<HttpStatusCode> AskAsync(Caller caller, string host, string origin, string? site)
        {
            Set(caller, host, origin, site);
            return await caller.StatusAsync(HttpMethod.Delete, "/api/auth/sessions", null, ct);
        }
    }

    [Fact]
    public async Task A_cross_site_image_request_starts_no_scan()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        foreach (var (header, value, expected) in new[]
        {
            ("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden),
            ("Referer", "http://evil.example/", HttpStatusCode.Forbidden),
            ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", HttpStatusCode.Forbidden),
            ("User-Agent", "curl/7.88.1", HttpStatusCode.BadRequest),
            ("Sec-Fetch-Site", "same-origin", HttpStatusCode.BadRequest),
        })
        {
            using var browser = Caller.Anonymous(server);
            browser.Http.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
            foreach (var path in new[] { "/api/nodes/scan/cameras?node=none", "/api/nodes/scan/events?node=none" })
            {
                Assert.Equal((header, value, expected), (header, value, await browser.StatusAsync(HttpMethod.Get, path, null, ct)));
            }
        }
    }

    private static void Set(Caller caller, string host, string origin, string? site)
    {
        caller.Http.DefaultRequestHeaders.Host = host;
        caller.Http.DefaultRequestHeaders.Remove("Origin");
        caller.Http.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        caller.Http.DefaultRequestHeaders.Add("Origin", origin);
        if (site is not null)
        {
            caller.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);
        }
    }

    private static async Task<FalconEyeServer> StartAsync(CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        var server = await FalconEyeServer.StartAsync(cancellationToken, [("AUTH_MODE", "on"), .. settings]);
        using var admin = Caller.Anonymous(server);
        await admin.PostAsync(
            "/api/auth/setup", new { user_name = "anna", password = Password, setup_code = FalconEyeServer.SetupCode }, HttpStatusCode.OK, cancellationToken);
        return server;
    }

    private static async Task LogInAsync(Caller caller, CancellationToken cancellationToken) =>
        await caller.PostAsync("/api/auth/login", new { user_name = "anna", password = Password }, HttpStatusCode.OK, cancellationToken);

    /// <summary>Logs in through the proxy.</summary>
    /// <returns>The address that the session's owner is shown.</returns>
    private static async Task<string?> AddressOfLoginAsync(FalconEyeServer server, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var caller = Caller.Anonymous(server, Proxy);
        foreach (var (name, value) in headers)
        {
            caller.Http.DefaultRequestHeaders.Add(name, value);
        }

        await LogInAsync(caller, cancellationToken);
        var sessions = (await caller.GetAsync("/api/auth/sessions", cancellationToken)).GetProperty("sessions").EnumerateArray();
        return sessions.Single(session => session.GetProperty("current").GetBoolean()).GetProperty("address").GetString();
    }
}
