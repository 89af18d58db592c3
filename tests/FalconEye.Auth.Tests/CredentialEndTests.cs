using System.Net;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Auth.Tests;

/// <summary>Tokens, links and streams end with the login that they came from.</summary>
public sealed class CredentialEndTests(LockedServer locked)
{
    private const string NewPassword = "purple river stone";

    [Theory]
    [InlineData("password", false)]
    [InlineData("password", true)]
    [InlineData("everywhere", false)]
    [InlineData("everywhere", true)]
    [InlineData("reset", false)]
    [InlineData("reset", true)]
    public async Task Tokens_and_links_end_when_the_password_changes_or_the_user_logs_out_everywhere_unless_tokens_are_kept(string how, bool keep)
    {
        var ct = TestContext.Current.CancellationToken;
        var camera = await locked.AddCameraAsync("Ends", ct);
        var (person, name) = await locked.AddUserAsync("operator", ct);
        var token = await locked.AddTokenAsync(person, "operator", ct);
        var link = await LinkAsync(person, camera, ct);
        using var watching = await EventReader.OpenAsync(token, ct);

        await EndAsync(how, keep, person, name, ct);

        Assert.Equal(keep ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, await token.StatusAsync(HttpMethod.Get, "/api/cameras", null, ct));
        Assert.Equal(HttpStatusCode.Unauthorized, await OpenAsync(link, ct));
        if (!keep)
        {
            await watching.AssertEndsAsync(ct);
        }
    }

    [Fact]
    public async Task A_link_ends_with_its_creators_session_token_role_camera_and_account()
    {
        var ct = TestContext.Current.CancellationToken;
        var (camera, other) = (await locked.AddCameraAsync("Link", ct), await locked.AddCameraAsync("Another", ct));
        var (person, name) = await locked.AddUserAsync("operator", ct);
        var id = await IdOfAsync(name, ct);
        var token = await locked.AddTokenAsync(person, "viewer", ct);
        var (bySession, byToken) = (await LinkAsync(person, camera, ct), await LinkAsync(token, camera, ct));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await OpenAsync(bySession, ct));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await OpenAsync(byToken, ct));

        var listed = (await person.GetAsync("/api/auth/tokens", ct)).GetProperty("tokens")[0].GetProperty("id").GetString();
        await person.SendAsync(HttpMethod.Delete, $"/api/auth/tokens/{listed}", null, HttpStatusCode.NoContent, ct);
        Assert.Equal(HttpStatusCode.Unauthorized, await OpenAsync(byToken, ct));

        await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/users/{id}", new { all_cameras = false, camera_ids = new[] { other } }, HttpStatusCode.OK, ct);
        Assert.Equal(HttpStatusCode.NotFound, await OpenAsync(bySession, ct));
        await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/users/{id}", new { all_cameras = true }, HttpStatusCode.OK, ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await OpenAsync(bySession, ct));
        await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/users/{id}", new { role = "none" }, HttpStatusCode.OK, ct);
        Assert.Equal(HttpStatusCode.Unauthorized, await OpenAsync(bySession, ct));
        await locked.Admin.SendAsync(HttpMethod.Delete, $"/api/users/{id}", null, HttpStatusCode.NoContent, ct);
        Assert.Equal(HttpStatusCode.Unauthorized, await OpenAsync(bySession, ct));
    }

    [Fact]
    public async Task A_link_to_a_playlist_opens_the_parts_of_that_stream_alone_and_ends_with_its_maker()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        var body = new { name = "Played", protocol = "rtsp", source_url = camera.UrlWithCredentials.AbsoluteUri };
        var id = (await locked.Admin.PostAsync("/api/cameras", body, HttpStatusCode.Created, ct)).GetProperty("id").GetString();
        await locked.Admin.PostAsync($"/api/cameras/{id}/start", null, HttpStatusCode.OK, ct);
        await Eventually.HoldsAsync(
            async () => (await locked.Admin.GetAsync($"/api/cameras/{id}", ct)).GetProperty("status").GetString() == "running", "the camera runs", ct);
        var (person, _) = await locked.AddUserAsync("viewer", ct);
        var made = await person.PostAsync("/api/auth/links", new { path = $"/api/cameras/{id}/live.m3u8" }, HttpStatusCode.OK, ct);
        using var player = Caller.Anonymous(locked.Server);

        var master = await player.Http.GetStringAsync(made.GetProperty("url").GetString(), ct);
        var index = $"/api/cameras/{id}/{master.Split('\n').Single(line => line.StartsWith("hls/", StringComparison.Ordinal))}";
        var playlist = await player.Http.GetStringAsync(index, ct);
        var segment = $"/api/cameras/{id}/hls/{playlist.Split('\n').First(line => line.StartsWith("segment-", StringComparison.Ordinal))}";

        var hinted = $"/api/cameras/{id}/hls/{playlist.Split('\n').Single(line => line.StartsWith("#EXT-X-PRELOAD-HINT", StringComparison.Ordinal)).Split('"')[1]}";

        Assert.Equal(HttpStatusCode.OK, await OpenAsync(segment, ct));
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(hinted, ct));
        Assert.Equal(HttpStatusCode.Unauthorized, await OpenAsync(segment.Split('?')[0], ct));
        Assert.Equal(HttpStatusCode.Unauthorized, await OpenAsync($"/api/cameras/{id}/stream?{segment.Split('?')[1]}", ct));
        await person.PostAsync("/api/auth/logout", null, HttpStatusCode.NoContent, ct);
        Assert.Equal(HttpStatusCode.Unauthorized, await OpenAsync(index, ct));
    }

    [Fact]
    public async Task Logging_out_ends_the_links_of_that_session()
    {
        var ct = TestContext.Current.CancellationToken;
        var camera = await locked.AddCameraAsync("Logged out", ct);
        var (person, _) = await locked.AddUserAsync("viewer", ct);
        var link = await LinkAsync(person, camera, ct);

        await person.PostAsync("/api/auth/logout", null, HttpStatusCode.NoContent, ct);

        Assert.Equal(HttpStatusCode.Unauthorized, await OpenAsync(link, ct));
    }

    [Fact]
    public async Task A_demoted_administrators_token_does_not_come_back_with_the_role()
    {
        var ct = TestContext.Current.CancellationToken;
        var (person, name) = await locked.AddUserAsync("administrator", ct);
        var id = await IdOfAsync(name, ct);
        var token = await locked.AddTokenAsync(person, "administrator", ct);
        await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/users/{id}", new { role = "viewer" }, HttpStatusCode.OK, ct);
        await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/users/{id}", new { role = "administrator" }, HttpStatusCode.OK, ct);
        Assert.Equal(HttpStatusCode.Unauthorized, await token.StatusAsync(HttpMethod.Get, "/api/settings", null, ct));
    }

    [Fact]
    public async Task A_reset_on_the_command_line_ends_sessions_tokens_and_running_streams()
    {
        var ct = TestContext.Current.CancellationToken;
        var (person, name) = await locked.AddUserAsync("operator", ct);
        var token = await locked.AddTokenAsync(person, "operator", ct);
        using var watching = await EventReader.OpenAsync(person, ct);
        await using var reset = RunningProgram.Start(
            ProgramFile.Find("FalconEye.Api"), new Dictionary<string, string> { ["DATA_DIR"] = locked.Server.DataDirectory, ["DATA_PROTECTION_KEY"] = LockedServer.MasterKey }, "user", "reset", name);

        Assert.Equal(0, await reset.WaitForExitAsync(ct));

        Assert.Equal(HttpStatusCode.Unauthorized, await token.StatusAsync(HttpMethod.Get, "/api/cameras", null, ct));
        Assert.Equal(HttpStatusCode.Unauthorized, await person.StatusAsync(HttpMethod.Get, "/api/cameras", null, ct));
        await watching.AssertEndsAsync(ct);
    }

    [Fact]
    public async Task A_login_starts_a_new_session_and_ends_the_browsers_previous_one()
    {
        var ct = TestContext.Current.CancellationToken;
        var (browser, first) = await locked.AddUserAsync("operator", ct);
        var (_, second) = await locked.AddUserAsync("viewer", ct);

        using var login = await browser.SendAsync(HttpMethod.Post, "/api/auth/login", new { user_name = second, password = LockedServer.Password }, ct);

        Assert.Single(login.Headers.GetValues("Set-Cookie"));
        Assert.Equal(second, (await browser.GetAsync("/api/auth/status", ct)).GetProperty("user").GetProperty("user_name").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, await browser.StatusAsync(HttpMethod.Post, "/api/cameras", "{}", ct));
        using var again = await Caller.LogInAsync(locked.Server, first, LockedServer.Password, ct);
        Assert.Single((await again.GetAsync("/api/auth/sessions", ct)).GetProperty("sessions").EnumerateArray());
    }

    [Fact]
    public async Task A_token_for_longer_than_a_day_needs_the_password_and_there_are_at_most_fifty()
    {
        var ct = TestContext.Current.CancellationToken;
        var (person, _) = await locked.AddUserAsync("viewer", ct);
        foreach (var body in new object[] { new { name = "x", role = "viewer" }, new { name = "x", role = "viewer", expires_in_days = 2, password = "not this one" } })
        {
            var refused = await person.PostAsync("/api/auth/tokens", body, HttpStatusCode.BadRequest, ct);
            Assert.True(refused.GetProperty("errors").TryGetProperty("password", out _));
        }

        var events = await locked.Admin.GetAsync("/api/events/log?kind=confirmation_refused", ct);
        Assert.NotEqual(0, events.GetProperty("count").GetInt32());
        for (var number = 0; number < 50; number++)
        {
            await person.PostAsync("/api/auth/tokens", new { name = "x", role = "viewer", expires_in_days = 1 }, HttpStatusCode.Created, ct);
        }

        await person.PostAsync("/api/auth/tokens", new { name = "x", role = "viewer", expires_in_days = 1 }, HttpStatusCode.Conflict, ct);
    }

    private async Task EndAsync(string how, bool keep, Caller person, string name, CancellationToken ct)
    {
        switch (how)
        {
            case "password":
                var change = new { current_password = LockedServer.Password, new_password = NewPassword, keep_tokens = keep };
                await person.PostAsync("/api/auth/password", change, HttpStatusCode.NoContent, ct);
                break;
            case "everywhere":
                await person.SendAsync(HttpMethod.Delete, keep ? "/api/auth/sessions?keep_tokens=true" : "/api/auth/sessions", null, HttpStatusCode.NoContent, ct);
                break;
            default:
                var reset = new { password = NewPassword, keep_tokens = keep };
                await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/users/{await IdOfAsync(name, ct)}", reset, HttpStatusCode.OK, ct);
                break;
        }
    }

    private async Task<string> IdOfAsync(string name, CancellationToken ct) =>
        (await locked.Admin.GetAsync("/api/users", ct)).GetProperty("users").EnumerateArray()
            .Single(user => user.GetProperty("user_name").GetString() == name).GetProperty("id").GetString()!;

    private static async Task<string> LinkAsync(Caller maker, string camera, CancellationToken ct) =>
        (await maker.PostAsync("/api/auth/links", new { path = $"/api/cameras/{camera}/snapshot" }, HttpStatusCode.OK, ct)).GetProperty("url").GetString()!;

    private async Task<HttpStatusCode> OpenAsync(string link, CancellationToken ct)
    {
        using var player = Caller.Anonymous(locked.Server);
        return await player.StatusAsync(HttpMethod.Get, link, null, ct);
    }
}
