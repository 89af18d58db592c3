using System.Net;

namespace FalconEye.Auth.Tests;

/// <summary>The second factor cannot be guessed, from however many addresses.</summary>
public sealed class SecondFactorTests(LockedServer locked)
{
    [Fact]
    public async Task Wrong_codes_are_counted_for_the_account_and_a_login_without_a_code_forgets_none()
    {
        var ct = TestContext.Current.CancellationToken;
        var (_, name, app) = await EnrolAsync(ct);
        var answers = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 14; attempt++)
        {
            var from = $"127.0.1.{attempt + 1}";
            answers.Add(await LogInAsync(name, "000000", from, ct));
            Assert.Equal(HttpStatusCode.Unauthorized, await LogInAsync(name, null, from, ct));
        }

        Assert.Equal(10, answers.Count(answer => answer == HttpStatusCode.Unauthorized));
        Assert.Equal(4, answers.Count(answer => answer == HttpStatusCode.TooManyRequests));
        Assert.Equal(HttpStatusCode.TooManyRequests, await LogInAsync(name, app.Code(later: 1), "127.0.1.99", ct));
    }

    [Fact]
    public async Task Wrong_codes_are_reported_at_the_next_login()
    {
        var ct = TestContext.Current.CancellationToken;
        var (_, name, app) = await EnrolAsync(ct);
        await LogInAsync(name, "000000", "127.0.2.1", ct);
        await LogInAsync(name, "000001", "127.0.2.2", ct);
        using var browser = Caller.Anonymous(locked.Server, IPAddress.Parse("127.0.2.3"));

        var account = await browser.PostAsync(
            "/api/auth/login", new { user_name = name, password = LockedServer.Password, code = app.Code(later: 1) }, HttpStatusCode.OK, ct);

        Assert.Equal(2, account.GetProperty("wrong_codes").GetInt32());
    }

    [Fact]
    public async Task Enrolment_needs_the_password_and_ends_the_other_sessions()
    {
        var ct = TestContext.Current.CancellationToken;
        var (person, name) = await locked.AddUserAsync("viewer", ct);
        using var elsewhere = await Caller.LogInAsync(locked.Server, name, LockedServer.Password, ct);
        await person.PostAsync("/api/auth/totp", new { }, HttpStatusCode.BadRequest, ct);
        await person.PostAsync("/api/auth/totp", new { password = "not this one" }, HttpStatusCode.BadRequest, ct);
        Assert.Equal(HttpStatusCode.OK, await elsewhere.StatusAsync(HttpMethod.Get, "/api/cameras", null, ct));
        await EnrolAsync(person, ct);
        Assert.Equal(HttpStatusCode.Unauthorized, await elsewhere.StatusAsync(HttpMethod.Get, "/api/cameras", null, ct));
    }

    [Fact]
    public async Task Removal_needs_the_password_and_a_code()
    {
        var ct = TestContext.Current.CancellationToken;
        var (person, name, app) = await EnrolAsync(ct);
        var refused = await person.PostAsync("/api/auth/totp/remove", new { password = LockedServer.Password }, HttpStatusCode.BadRequest, ct);
        Assert.True(refused.GetProperty("errors").TryGetProperty("code", out _));
        await person.PostAsync("/api/auth/totp/remove", new { password = LockedServer.Password, code = "000000" }, HttpStatusCode.BadRequest, ct);
        await person.PostAsync("/api/auth/totp/remove", new { password = "not this one", code = app.Code(later: 1) }, HttpStatusCode.BadRequest, ct);
        Assert.Equal(HttpStatusCode.Unauthorized, await LogInAsync(name, null, "127.0.3.1", ct));

        await person.PostAsync("/api/auth/totp/remove", new { password = LockedServer.Password, code = app.Code(later: 1) }, HttpStatusCode.NoContent, ct);

        Assert.Equal(HttpStatusCode.OK, await LogInAsync(name, null, "127.0.3.1", ct));
    }

    [Fact]
    public async Task A_token_for_longer_than_a_day_needs_the_code_too()
    {
        var ct = TestContext.Current.CancellationToken;
        var (person, _, app) = await EnrolAsync(ct);
        var token = new { name = "x", role = "viewer", password = LockedServer.Password };
        var refused = await person.PostAsync("/api/auth/tokens", token, HttpStatusCode.BadRequest, ct);
        Assert.True(refused.GetProperty("errors").TryGetProperty("code", out _));
        await person.PostAsync(
            "/api/auth/tokens", new { token.name, token.role, token.password, code = app.Code(later: 1) }, HttpStatusCode.Created, ct);
    }

    private async Task<(Caller Person, string Name, AuthenticatorApp App)> EnrolAsync(CancellationToken ct)
    {
        var (person, name) = await locked.AddUserAsync("viewer", ct);
        return (person, name, await EnrolAsync(person, ct));
    }

    private static async Task<AuthenticatorApp> EnrolAsync(Caller person, CancellationToken ct)
    {
        var begun = await person.PostAsync("/api/auth/totp", new { password = LockedServer.Password }, HttpStatusCode.OK, ct);
        var app = new AuthenticatorApp(begun.GetProperty("key").GetString()!);
        await person.PostAsync("/api/auth/totp/confirm", new { code = app.Code() }, HttpStatusCode.OK, ct);
        return app;
    }

    private async Task<HttpStatusCode> LogInAsync(string name, string? code, string from, CancellationToken ct)
    {
        using var browser = Caller.Anonymous(locked.Server, IPAddress.Parse(from));
        return await browser.StatusAsync(HttpMethod.Post, "/api/auth/login", new { user_name = name, password = LockedServer.Password, code }, ct);
    }
}
