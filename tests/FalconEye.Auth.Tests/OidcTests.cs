using System.Net;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Logins;
using FalconEye.TestKit.Programs;

namespace FalconEye.Auth.Tests;

/// <summary>Logging in by way of an OpenID Connect provider, from the button to the page that was asked for.</summary>
public sealed class OidcTests(OidcServer office, LockedServer locked) : IClassFixture<OidcServer>
{
    [Fact]
    public async Task A_provider_login_returns_to_the_requested_page_with_a_normal_session()
    {
        var ct = TestContext.Current.CancellationToken;
        using var browser = Caller.Anonymous(office.Server);
        Assert.Equal(OidcServer.ProviderName, (await browser.GetAsync("/api/auth/status", ct)).GetProperty("login_with").GetString());
        var person = OidcServer.Member("ben-1", "ben", "staff");
        Assert.Equal("/recordings", await office.LogInAsync(browser, person, ct));

        var account = (await browser.GetAsync("/api/auth/status", ct)).GetProperty("user");
        Assert.Equal(("ben", "viewer"), (account.GetProperty("user_name").GetString(), account.GetProperty("role").GetString()));
        Assert.False(account.GetProperty("has_password").GetBoolean());
        await browser.GetAsync("/api/cameras", ct);

        using var elsewhere = Caller.Anonymous(office.Server);
        await office.LogInAsync(elsewhere, person, ct);
        Assert.Equal(2, (await browser.GetAsync("/api/auth/sessions", ct)).GetProperty("sessions").GetArrayLength());
        await browser.SendAsync(HttpMethod.Delete, "/api/auth/sessions", null, HttpStatusCode.NoContent, ct);
        Assert.Equal(HttpStatusCode.Unauthorized, await elsewhere.StatusAsync(HttpMethod.Get, "/api/cameras", null, ct));
    }

    [Fact]
    public async Task Roles_are_taken_from_the_provider_at_each_login()
    {
        var ct = TestContext.Current.CancellationToken;
        using var browser = Caller.Anonymous(office.Server);
        await office.LogInAsync(browser, OidcServer.Member("cleo-1", "cleo", "staff"), ct);
        Assert.Equal(HttpStatusCode.Forbidden, await browser.StatusAsync(HttpMethod.Get, "/api/users", null, ct));
        await office.LogInAsync(browser, OidcServer.Member("cleo-1", "cleo", "staff", "chiefs"), ct);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Get, "/api/users", null, ct));

        using var elsewhere = Caller.Anonymous(office.Server);
        Assert.Equal("/login?problem=refused", await office.LogInAsync(elsewhere, OidcServer.Member("cleo-1", "cleo", "retired"), ct));
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync(HttpMethod.Get, "/api/cameras", null, ct));
    }

    [Fact]
    public async Task Groups_from_the_userinfo_endpoint_count_too()
    {
        var ct = TestContext.Current.CancellationToken;
        using var browser = Caller.Anonymous(office.Server);
        var person = new OpenIdUser("gus-1", "gus") { Information = new Dictionary<string, object> { ["realm"] = new { groups = new[] { "guards" } } } };
        Assert.Equal("/recordings", await office.LogInAsync(browser, person, ct));
        await browser.GetAsync("/api/cameras", ct);
    }

    [Fact]
    public async Task A_provider_user_with_the_name_of_a_local_user_is_another_user()
    {
        var ct = TestContext.Current.CancellationToken;
        using var browser = Caller.Anonymous(office.Server);
        await office.LogInAsync(browser, OidcServer.Member("impostor", LockedServer.Administrator.ToUpperInvariant(), "staff"), ct);
        var account = (await browser.GetAsync("/api/auth/status", ct)).GetProperty("user");
        Assert.Equal($"ANNA ({OidcServer.ProviderName})", account.GetProperty("user_name").GetString());
        Assert.Equal("viewer", account.GetProperty("role").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, await browser.StatusAsync(HttpMethod.Get, "/api/users", null, ct));

        using var guesser = Caller.Anonymous(office.Server, IPAddress.Parse("127.0.0.17"));
        var body = new { user_name = $"ANNA ({OidcServer.ProviderName})", password = "" };
        await guesser.PostAsync("/api/auth/login", body, HttpStatusCode.BadRequest, ct);
        await guesser.PostAsync("/api/auth/login", body with { password = LockedServer.Password }, HttpStatusCode.Unauthorized, ct);
    }

    [Theory]
    [InlineData(OpenIdFault.WrongNonce, "failed")]
    [InlineData(OpenIdFault.Expired, "failed")]
    [InlineData(OpenIdFault.WrongAudience, "failed")]
    [InlineData(OpenIdFault.WrongKey, "failed")]
    [InlineData(OpenIdFault.NoSignature, "failed")]
    [InlineData(OpenIdFault.Broken, "failed")]
    [InlineData(OpenIdFault.Cancelled, "denied")]
    public async Task An_invalid_provider_response_is_refused_and_explained_on_the_login_page(OpenIdFault fault, string problem)
    {
        var ct = TestContext.Current.CancellationToken;
        using var browser = Caller.Anonymous(office.Server);
        Assert.Equal($"/login?problem={problem}", await office.LogInAsync(browser, OidcServer.Member("dora-1", "dora", "chiefs"), ct, fault));
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync(HttpMethod.Get, "/api/cameras", null, ct));
    }

    [Fact]
    public async Task A_code_works_once_and_in_the_requesting_browser_only()
    {
        var ct = TestContext.Current.CancellationToken;
        office.Provider.User = OidcServer.Member("eli-1", "eli", "chiefs");
        using var browser = Caller.Anonymous(office.Server);
        using var thief = Caller.Anonymous(office.Server);
        var toProvider = await OidcServer.ToProviderAsync(browser, ct);
        using var answer = await browser.SendAsync(HttpMethod.Get, toProvider, null, ct);
        var callback = answer.Headers.Location!.ToString();

        Assert.Equal("/login?problem=failed", await OidcServer.FollowAsync(thief, callback, ct));
        Assert.Equal("/login?problem=failed", await OidcServer.FollowAsync(browser, callback.Replace("state=", "state=x", StringComparison.Ordinal), ct));
        Assert.Equal("/recordings", await OidcServer.FollowAsync(browser, callback, ct));
        Assert.Equal("/login?problem=failed", await OidcServer.FollowAsync(browser, callback, ct));

        // With the cookies of that login the provider still refuses the code.
        using var again = Caller.Anonymous(office.Server);
        var second = QueryOf(await OidcServer.ToProviderAsync(again, ct), "state");
        var stolen = $"/api/auth/oidc/callback?code={QueryOf(callback, "code")}&state={Uri.EscapeDataString(second)}";
        Assert.Equal("/login?problem=failed", await OidcServer.FollowAsync(again, stolen, ct));
        Assert.DoesNotContain(QueryOf(callback, "code"), office.Server.Program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(OpenIdProvider.ClientSecret, office.Server.Program.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("/api/auth/logout")]
    [InlineData("recordings")]
    public async Task The_return_address_never_leaves_the_site(string returnUrl)
    {
        var ct = TestContext.Current.CancellationToken;
        using var browser = Caller.Anonymous(office.Server);
        office.Provider.User = OidcServer.Member("fay-1", "fay", "staff");
        Assert.Equal("/", await OidcServer.FollowAsync(browser, await OidcServer.ToProviderAsync(browser, ct, returnUrl), ct));
    }

    [Fact]
    public async Task Without_a_mapping_a_new_user_waits_for_a_role()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await office.StartServerAsync();
        using var browser = Caller.Anonymous(server);
        var person = OidcServer.Member("hal-1", "hal", "chiefs");
        Assert.Equal("/login?problem=setup", await office.LogInAsync(browser, person, ct));
        using var admin = Caller.Anonymous(server);
        await admin.PostAsync("/api/auth/setup", new { user_name = "anna", password = LockedServer.Password, setup_code = FalconEyeServer.SetupCode }, HttpStatusCode.OK, ct);

        Assert.Equal("/login?problem=refused", await office.LogInAsync(browser, person, ct));
        var waiting = (await admin.GetAsync("/api/users", ct)).GetProperty("users").EnumerateArray().Single(user => user.GetProperty("user_name").GetString() == "hal");
        Assert.Equal("none", waiting.GetProperty("role").GetString());
        await admin.SendAsync(HttpMethod.Patch, $"/api/users/{waiting.GetProperty("id")}", new { role = "operator" }, HttpStatusCode.OK, ct);
        Assert.Equal("/recordings", await office.LogInAsync(browser, person, ct));
        await browser.GetAsync("/api/settings", ct);

        // Kept out again, they are out at once, and a password does not help.
        await admin.SendAsync(
            HttpMethod.Patch, $"/api/users/{waiting.GetProperty("id")}", new { role = "none", password = LockedServer.Password }, HttpStatusCode.OK, ct);
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync(HttpMethod.Get, "/api/cameras", null, ct));
        await browser.PostAsync("/api/auth/login", new { user_name = "hal", password = LockedServer.Password }, HttpStatusCode.Forbidden, ct);
    }

    [Fact]
    public async Task An_unreachable_provider_is_logged_and_shown_and_passwords_still_work()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(
            ct, ("AUTH_MODE", "on"), ("OIDC_AUTHORITY", "http://127.0.0.1:9/realms/home"), ("OIDC_CLIENT_ID", "falcon-eye"));
        using var browser = Caller.Anonymous(server);
        Assert.Equal("/login?problem=unavailable", await OidcServer.ToProviderAsync(browser, ct));
        await browser.PostAsync("/api/auth/setup", new { user_name = "anna", password = LockedServer.Password, setup_code = FalconEyeServer.SetupCode }, HttpStatusCode.OK, ct);
        Assert.Contains("OIDC_AUTHORITY: no OpenID Connect provider answers at http://127.0.0.1:9/realms/home", server.Program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_wrong_settings_are_reported_at_once_by_name()
    {
        var ct = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var program = RunningProgram.Start(ProgramFile.Find("FalconEye.Api"), new Dictionary<string, string>
        {
            ["DATA_DIR"] = folder.Path,
            ["OIDC_AUTHORITY"] = "http://login.example.com",
            ["OIDC_CLIENT_SECRET"] = "hush",
            ["OIDC_OPERATORS"] = "guards",
        });
        Assert.Equal(78, await program.WaitForExitAsync(ct));
        Assert.Contains("OIDC_AUTHORITY is \"http://login.example.com\"; it must be the provider's https:// address", program.Output, StringComparison.Ordinal);
        Assert.Contains("OIDC_CLIENT_ID is not set", program.Output, StringComparison.Ordinal);
        Assert.Contains("OIDC_ROLE_CLAIM is not set", program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_provider_its_routes_report_that()
    {
        var ct = TestContext.Current.CancellationToken;
        using var browser = Caller.Anonymous(locked.Server);
        foreach (var path in new[] { "/api/auth/oidc/login", "/api/auth/oidc/callback?code=1&state=2" })
        {
            var problem = await browser.SendAsync(HttpMethod.Get, path, null, HttpStatusCode.NotFound, ct);
            Assert.Contains("OIDC_AUTHORITY", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(JsonValueKind.Null, (await browser.GetAsync("/api/auth/status", ct)).GetProperty("login_with").ValueKind);
    }

    private static string QueryOf(string address, string name) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(address).Query)[name].ToString();
}
