using System.Net;
using System.Text.Json;

namespace FalconEye.Auth.Tests;

/// <summary>Callers who are limited to some cameras, and tokens, reach nothing beyond their limits.</summary>
public sealed class RightsTests(LockedServer locked)
{
    [Fact]
    public async Task An_administrator_is_never_limited_to_some_cameras()
    {
        var ct = TestContext.Current.CancellationToken;
        var camera = await locked.AddCameraAsync("Limited", ct);
        var user = new { user_name = "limited", password = LockedServer.Password, role = "administrator", all_cameras = false, camera_ids = new[] { camera } };
        Assert.True((await locked.Admin.PostAsync("/api/users", user, HttpStatusCode.BadRequest, ct)).GetProperty("errors").TryGetProperty("camera_ids", out _));
        var unsaid = new { user_name = "limited", password = LockedServer.Password, role = "administrator", camera_ids = new[] { camera } };
        await locked.Admin.PostAsync("/api/users", unsaid, HttpStatusCode.BadRequest, ct);
        var token = new { name = "limited", role = "administrator", camera_ids = new[] { camera }, expires_in_days = 1 };
        Assert.True((await locked.Admin.PostAsync("/api/auth/tokens", token, HttpStatusCode.BadRequest, ct)).GetProperty("errors").TryGetProperty("camera_ids", out _));
        var (_, name) = await locked.AddUserAsync("operator", ct, camera);
        var id = (await locked.Admin.GetAsync("/api/users", ct)).GetProperty("users").EnumerateArray()
            .Single(known => known.GetProperty("user_name").GetString() == name).GetProperty("id").GetString();
        await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/users/{id}", new { role = "administrator" }, HttpStatusCode.BadRequest, ct);
    }

    [Fact]
    public async Task A_new_user_with_a_list_of_cameras_is_limited_to_it()
    {
        var ct = TestContext.Current.CancellationToken;
        var camera = await locked.AddCameraAsync("Named", ct);
        var user = new { user_name = "named", password = LockedServer.Password, role = "operator", camera_ids = new[] { camera } };
        var made = await locked.Admin.PostAsync("/api/users", user, HttpStatusCode.Created, ct);
        Assert.Equal(camera, Assert.Single(made.GetProperty("camera_ids").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task An_administrators_session_does_not_reset_its_own_password_or_second_factor()
    {
        var ct = TestContext.Current.CancellationToken;
        var (person, name) = await locked.AddUserAsync("administrator", ct);
        var id = (await person.GetAsync("/api/users", ct)).GetProperty("users").EnumerateArray()
            .Single(known => known.GetProperty("user_name").GetString() == name).GetProperty("id").GetString();
        await person.SendAsync(HttpMethod.Patch, $"/api/users/{id}", new { password = "purple river stone" }, HttpStatusCode.Forbidden, ct);
        await person.SendAsync(HttpMethod.Patch, $"/api/users/{id}", new { remove_two_factor = true }, HttpStatusCode.Forbidden, ct);
        await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/users/{id}", new { password = "purple river stone" }, HttpStatusCode.OK, ct);
    }

    [Fact]
    public async Task No_token_manages_users()
    {
        var ct = TestContext.Current.CancellationToken;
        var token = await locked.AddTokenAsync(locked.Admin, "administrator", ct);
        Assert.Equal(HttpStatusCode.OK, await token.StatusAsync(HttpMethod.Get, "/api/settings", null, ct));
        await token.SendAsync(HttpMethod.Get, "/api/users", null, HttpStatusCode.Forbidden, ct);
        var user = new { user_name = "byToken", password = LockedServer.Password, role = "administrator" };
        await token.PostAsync("/api/users", user, HttpStatusCode.Forbidden, ct);
        await token.PostAsync("/api/auth/tokens", new { name = "more", role = "viewer", expires_in_days = 1 }, HttpStatusCode.Forbidden, ct);
    }

    [Fact]
    public async Task A_user_limited_to_some_cameras_cannot_add_or_probe_others()
    {
        var ct = TestContext.Current.CancellationToken;
        var camera = await locked.AddCameraAsync("Only one", ct);
        var (person, _) = await locked.AddUserAsync("operator", ct, camera);
        var token = await locked.AddTokenAsync(locked.Admin, "operator", ct, camera);
        foreach (var caller in new[] { person, token })
        {
            var added = new { name = "More", protocol = "rtsp", source_url = $"rtsp://127.0.0.1:9/{Guid.NewGuid():N}" };
            await caller.PostAsync("/api/cameras", added, HttpStatusCode.Forbidden, ct);
            await caller.PostAsync("/api/cameras/probe", new { protocol = "rtsp", source_url = "rtsp://127.0.0.1:9/x" }, HttpStatusCode.Forbidden, ct);
        }
    }

    [Theory]
    [InlineData("rtsp://root:***@127.0.0.1:10/x")]
    [InlineData("rtsp://root:***@127.0.0.1/x")]
    [InlineData("rtsps://root:***@127.0.0.1:9/x")]
    [InlineData("rtsp://admin:***@127.0.0.1:9/x")]
    [InlineData("rtsp://root:***@localhost:9/x")]
    public async Task A_stored_password_goes_to_its_own_scheme_user_host_and_port_only(string address)
    {
        var ct = TestContext.Current.CancellationToken;
        var camera = await locked.AddCameraAsync("Password", ct);
        await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/cameras/{camera}", new { source_url = address }, HttpStatusCode.BadRequest, ct);
        await locked.Admin.PostAsync("/api/cameras/probe", new { protocol = "rtsp", camera_id = camera, source_url = address }, HttpStatusCode.BadRequest, ct);
    }

    [Fact]
    public async Task Concurrent_removals_leave_the_last_administrator()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = new ServerToErase();
        await server.InitializeAsync();
        var (second, _) = await server.AddUserAsync("administrator", ct);
        var users = (await server.Admin.GetAsync("/api/users", ct)).GetProperty("users").EnumerateArray().ToList();
        var (anna, other) = (IdOf(users, name => name == LockedServer.Administrator), IdOf(users, name => name != LockedServer.Administrator));

        var answers = await Task.WhenAll(
            DeleteAsync(server.Admin, other, ct),
            DeleteAsync(second, anna, ct));

        Assert.False(answers.All(isDeleted => isDeleted));
        using var anybody = Caller.Anonymous(server.Server);
        Assert.False((await anybody.GetAsync("/api/auth/status", ct)).GetProperty("setup_required").GetBoolean());
    }

    /// <summary>Whether it was done; a request of a user who is deleted meanwhile is cut off.</summary>
    private static async Task<bool> DeleteAsync(Caller caller, string user, CancellationToken ct)
    {
        try
        {
            return await caller.StatusAsync(HttpMethod.Delete, $"/api/users/{user}", null, ct) == HttpStatusCode.NoContent;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string IdOf(IEnumerable<JsonElement> users, Func<string, bool> isMeant) =>
        users.Single(user => isMeant(user.GetProperty("user_name").GetString()!)).GetProperty("id").GetString()!;
}
