using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace FalconEye.Auth.Tests;

/// <summary>Getting in, and being kept out.</summary>
public sealed class LoginTests(LockedServer locked)
{
    [Fact]
    public async Task The_cookie_is_HttpOnly_and_SameSite_and_does_not_contain_the_user()
    {
        var ct = TestContext.Current.CancellationToken;
        var (_, name) = await locked.AddUserAsync("viewer", ct);
        using var browser = Caller.Anonymous(locked.Server);
        using var response = await browser.SendAsync(HttpMethod.Post, "/api/auth/login", new { user_name = name, password = LockedServer.Password }, ct);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        var account = await browser.GetAsync("/api/auth/status", ct);
        Assert.Equal(name, account.GetProperty("user").GetProperty("user_name").GetString());
    }

    [Fact]
    public async Task Wrong_password_unknown_name_and_long_name_get_the_same_answer()
    {
        var ct = TestContext.Current.CancellationToken;
        using var guesser = Caller.Anonymous(locked.Server, IPAddress.Parse("127.0.0.7"));
        var wrong = await guesser.PostAsync(
            "/api/auth/login", new { user_name = LockedServer.Administrator, password = "not this one" }, HttpStatusCode.Unauthorized, ct);
        var unknown = await guesser.PostAsync("/api/auth/login", new { user_name = "nobody", password = "not this one" }, HttpStatusCode.Unauthorized, ct);
        Assert.Equal(wrong.GetProperty("detail").GetString(), unknown.GetProperty("detail").GetString());
        await guesser.PostAsync("/api/auth/login", new { user_name = "x", password = new string('x', 257) }, HttpStatusCode.BadRequest, ct);
    }

    [Fact]
    public async Task Ten_thousand_wrong_logins_never_succeed_and_do_not_lock_the_user_out()
    {
        var ct = TestContext.Current.CancellationToken;
        var (_, name) = await locked.AddUserAsync("viewer", ct);
        using var attacker = Caller.Anonymous(locked.Server, IPAddress.Parse("127.0.0.8"));
        var before = MemoryOf(locked.Server.Program.Id);
        var answers = new ConcurrentDictionary<HttpStatusCode, int>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 10_000), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (number, token) =>
        {
            // Half of them at one name, half at names that never come again.
            var target = number % 2 == 0 ? name : $"nobody-{number}";
            answers.AddOrUpdate(
                await attacker.StatusAsync(HttpMethod.Post, "/api/auth/login", new { user_name = target, password = $"guess number {number}" }, token),
                1,
                (_, count) => count + 1);
        });

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], answers.Keys.Order());
        Assert.InRange(answers[HttpStatusCode.Unauthorized], 1, 60);
        var refused = (await locked.Admin.GetAsync("/api/events/log?kind=login_refused&limit=1000", ct)).GetProperty("events").EnumerateArray();
        var told = Assert.Single(refused, item => item.GetProperty("actor").GetString() == "127.0.0.8").GetProperty("data");
        Assert.Equal(answers[HttpStatusCode.Unauthorized], told.GetProperty("count").GetInt32());
        Assert.Equal([name], told.GetProperty("users").EnumerateArray().Select(user => user.GetString()));
        Assert.NotEqual(JsonValueKind.Null, told.GetProperty("locked_until").ValueKind);
        Assert.InRange(MemoryOf(locked.Server.Program.Id) - before, long.MinValue, 200L * 1024 * 1024);
        using var person = await Caller.LogInAsync(locked.Server, name, LockedServer.Password, ct);
        Assert.Equal(HttpStatusCode.TooManyRequests, await attacker.StatusAsync(HttpMethod.Post, "/api/auth/login", new { user_name = name, password = LockedServer.Password }, ct));
    }

    [Fact]
    public async Task Signing_out_another_session_ends_it_and_its_streams()
    {
        var ct = TestContext.Current.CancellationToken;
        var (here, name) = await locked.AddUserAsync("viewer", ct);
        using var elsewhere = await Caller.LogInAsync(locked.Server, name, LockedServer.Password, ct);
        using var watching = await elsewhere.SendAsync(HttpMethod.Get, "/api/events", null, ct);
        await using var events = await watching.Content.ReadAsStreamAsync(ct);
        Assert.NotEqual(0, await events.ReadAsync(new byte[1], ct));

        var sessions = (await here.GetAsync("/api/auth/sessions", ct)).GetProperty("sessions").EnumerateArray().ToList();
        Assert.Equal(2, sessions.Count);
        Assert.Single(sessions, session => session.GetProperty("current").GetBoolean());
        await here.SendAsync(HttpMethod.Delete, "/api/auth/sessions", null, HttpStatusCode.NoContent, ct);

        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (await events.ReadAsync(new byte[1024], ct) > 0)
            {
            }

            throw new EndOfStreamException();
        });
        Assert.Equal(HttpStatusCode.Unauthorized, await elsewhere.StatusAsync(HttpMethod.Get, "/api/cameras", null, ct));
        await here.GetAsync("/api/cameras", ct);
    }

    [Fact]
    public async Task Logging_out_ends_the_session_on_the_server()
    {
        var ct = TestContext.Current.CancellationToken;
        var (_, name) = await locked.AddUserAsync("viewer", ct);
        using var browser = Caller.Anonymous(locked.Server);
        using var login = await browser.SendAsync(HttpMethod.Post, "/api/auth/login", new { user_name = name, password = LockedServer.Password }, ct);
        var cookie = login.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        await browser.PostAsync("/api/auth/logout", null, HttpStatusCode.NoContent, ct);
        using var thief = Caller.Anonymous(locked.Server);
        thief.Http.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.Equal(HttpStatusCode.Unauthorized, await thief.StatusAsync(HttpMethod.Get, "/api/cameras", null, ct));
    }

    [Fact]
    public async Task A_second_factor_code_works_once()
    {
        var ct = TestContext.Current.CancellationToken;
        var (person, name) = await locked.AddUserAsync("viewer", ct);
        var app = new AuthenticatorApp((await person.PostAsync("/api/auth/totp", new { password = LockedServer.Password }, HttpStatusCode.OK, ct)).GetProperty("key").GetString()!);
        var shown = app.Code();
        await person.PostAsync("/api/auth/totp/confirm", new { code = shown }, HttpStatusCode.OK, ct);

        // Each of its own address, as someone who looked over the shoulder has one.
        Assert.Equal(HttpStatusCode.Unauthorized, await LogInAsync(shown, "127.0.0.21"));
        var next = app.Code(later: 1);
        var both = await Task.WhenAll(LogInAsync(next, "127.0.0.22"), LogInAsync(next, "127.0.0.23"));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Unauthorized], both.Order());
        Assert.Equal(HttpStatusCode.Unauthorized, await LogInAsync(next, "127.0.0.24"));
        Assert.Equal(HttpStatusCode.Unauthorized, await LogInAsync(app.Code(later: 3), "127.0.0.25"));

        async Task<HttpStatusCode> LogInAsync(string code, string from)
        {
            using var browser = Caller.Anonymous(locked.Server, IPAddress.Parse(from));
            return await browser.StatusAsync(HttpMethod.Post, "/api/auth/login", new { user_name = name, password = LockedServer.Password, code }, ct);
        }
    }

    [Fact]
    public async Task Changing_a_password_needs_the_old_one_and_a_strong_new_one()
    {
        var ct = TestContext.Current.CancellationToken;
        var (person, name) = await locked.AddUserAsync("viewer", ct);
        await person.PostAsync("/api/auth/password", new { current_password = "not this one", new_password = "purple river stone" }, HttpStatusCode.BadRequest, ct);
        foreach (var bad in new[] { "short", "Password123!", "qwertyuiop", "1234567890", "aaaaaaaaaaaa", "P@ssw0rd2026", $"{name}1", "hikvision12345" })
        {
            var refused = await person.PostAsync(
                "/api/auth/password", new { current_password = LockedServer.Password, new_password = bad }, HttpStatusCode.BadRequest, ct);
            Assert.True(refused.GetProperty("errors").TryGetProperty("new_password", out _), bad);
        }

        await person.PostAsync(
            "/api/auth/password", new { current_password = LockedServer.Password, new_password = "purple river stone" }, HttpStatusCode.NoContent, ct);
        using var again = await Caller.LogInAsync(locked.Server, name, "purple river stone", ct);
    }

    [Fact]
    public async Task A_changed_role_applies_at_once_and_a_removed_user_is_signed_out()
    {
        var ct = TestContext.Current.CancellationToken;
        var (person, name) = await locked.AddUserAsync("viewer", ct);
        var token = await locked.AddTokenAsync(person, "viewer", ct);
        var id = (await locked.Admin.GetAsync("/api/users", ct)).GetProperty("users").EnumerateArray()
            .Single(user => user.GetProperty("user_name").GetString() == name).GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.Forbidden, await person.StatusAsync(HttpMethod.Get, "/api/users", null, ct));
        await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/users/{id}", new { role = "administrator" }, HttpStatusCode.OK, ct);
        Assert.Equal(HttpStatusCode.OK, await person.StatusAsync(HttpMethod.Get, "/api/users", null, ct));
        await locked.Admin.SendAsync(HttpMethod.Delete, $"/api/users/{id}", null, HttpStatusCode.NoContent, ct);
        Assert.Equal(HttpStatusCode.Unauthorized, await person.StatusAsync(HttpMethod.Get, "/api/cameras", null, ct));
        Assert.Equal(HttpStatusCode.Unauthorized, await token.StatusAsync(HttpMethod.Get, "/api/cameras", null, ct));
    }

    [Fact]
    public async Task A_token_never_has_more_rights_than_its_user()
    {
        var ct = TestContext.Current.CancellationToken;
        var (mine, theirs) = (await locked.AddCameraAsync("Token A", ct), await locked.AddCameraAsync("Token B", ct));
        var (person, _) = await locked.AddUserAsync("operator", ct, mine);
        await person.PostAsync("/api/auth/tokens", new { name = "x", role = "administrator" }, HttpStatusCode.BadRequest, ct);
        await person.PostAsync("/api/auth/tokens", new { name = "x", role = "viewer", camera_ids = new[] { theirs } }, HttpStatusCode.BadRequest, ct);
        var token = await locked.AddTokenAsync(person, "operator", ct);
        await token.SendAsync(HttpMethod.Get, $"/api/cameras/{theirs}", null, HttpStatusCode.NotFound, ct);
        var listed = (await person.GetAsync("/api/auth/tokens", ct)).GetProperty("tokens")[0];
        Assert.False(listed.TryGetProperty("token", out _));
        Assert.NotNull(listed.GetProperty("last_used_at").GetString());
        await person.SendAsync(HttpMethod.Delete, $"/api/auth/tokens/{listed.GetProperty("id")}", null, HttpStatusCode.NoContent, ct);
        Assert.Equal(HttpStatusCode.Unauthorized, await token.StatusAsync(HttpMethod.Get, "/api/cameras", null, ct));
    }

    /// <summary>Resident bytes (proc(5), VmRSS in kB).</summary>
    private static long MemoryOf(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
