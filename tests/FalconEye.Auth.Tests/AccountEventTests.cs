using System.Net;
using System.Text.Json;

namespace FalconEye.Auth.Tests;

/// <summary>What people do with their logins is in the log of events, for administrators, in bounded room.</summary>
public sealed class AccountEventTests(ServerToErase locked) : IClassFixture<ServerToErase>
{
    [Fact]
    public async Task Logins_and_account_changes_are_in_the_event_log_for_administrators_only()
    {
        var ct = TestContext.Current.CancellationToken;
        var (person, name) = await locked.AddUserAsync("viewer", ct);
        var id = (await person.GetAsync("/api/auth/status", ct)).GetProperty("user").GetProperty("id").GetString();
        var token = await person.PostAsync("/api/auth/tokens", new { name = "kitchen", role = "viewer", expires_in_days = 1 }, HttpStatusCode.Created, ct);
        await person.SendAsync(
            HttpMethod.Delete, $"/api/auth/tokens/{token.GetProperty("details").GetProperty("id").GetString()}", null, HttpStatusCode.NoContent, ct);
        using var elsewhere = await Caller.LogInAsync(locked.Server, name, LockedServer.Password, ct);
        await person.SendAsync(HttpMethod.Delete, "/api/auth/sessions", null, HttpStatusCode.NoContent, ct);
        var seen = await person.GetAsync("/api/events/log?limit=1000", ct);
        await person.PostAsync("/api/auth/logout", null, HttpStatusCode.NoContent, ct);
        await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/users/{id}", new { role = "operator", password = "purple river stone" }, HttpStatusCode.OK, ct);
        await locked.Admin.SendAsync(HttpMethod.Delete, $"/api/users/{id}", null, HttpStatusCode.NoContent, ct);

        var log = await EventsAsync("limit=1000", ct);
        string[] expected =
        [
            $"anna user_added: {name} was added as viewer.",
            $"{name} login: {name} logged in from 127.0.0.1.",
            $"{name} token_added: The API token \"kitchen\" was made: viewer.",
            $"{name} token_deleted: The API token \"kitchen\" was deleted.",
            $"{name} login: {name} logged in from 127.0.0.1.",
            $"{name} logout: {name} ended another session of theirs.",
            $"{name} logout: {name} logged out from 127.0.0.1.",
            $"anna user_changed: {name} was changed: role (viewer to operator), password.",
            $"anna user_deleted: {name} was deleted.",
        ];
        Assert.Equal(
            expected,
            log.Where(item => TextOf(item, "actor") == name || TextOf(item, "message").Contains(name, StringComparison.Ordinal))
                .Select(item => $"{TextOf(item, "actor")} {TextOf(item, "kind")}: {TextOf(item, "message")}"));
        Assert.DoesNotContain(seen.GetProperty("events").EnumerateArray(), item => TextOf(item, "message").Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Guessing_from_many_addresses_does_not_fill_the_log_and_only_existing_names_are_logged()
    {
        const int Addresses = 25;
        var ct = TestContext.Current.CancellationToken;
        for (var number = 1; number <= Addresses; number++)
        {
            using var guesser = Caller.Anonymous(locked.Server, IPAddress.Parse($"127.0.9.{number}"));
            await guesser.PostAsync("/api/auth/login", new { user_name = "my secret password", password = "guess" }, HttpStatusCode.Unauthorized, ct);
            if (number == 1)
            {
                await guesser.PostAsync("/api/auth/login", new { user_name = "ANNA", password = "guess" }, HttpStatusCode.Unauthorized, ct);
            }
        }

        var refused = await EventsAsync("kind=login_refused&limit=1000", ct);
        Assert.Equal(21, refused.Count);
        Assert.Equal("2 logins within an hour from 127.0.9.1 as anna were refused.", TextOf(refused[0], "message"));
        Assert.Equal("A login from 127.0.9.2 was refused.", TextOf(refused[1], "message"));
        Assert.Equal("5 logins within an hour from other addresses were refused.", TextOf(refused[^1], "message"));
    }

    /// <summary>Oldest first.</summary>
    private async Task<IReadOnlyList<JsonElement>> EventsAsync(string query, CancellationToken ct) =>
        [.. (await locked.Admin.GetAsync($"/api/events/log?{query}", ct)).GetProperty("events").EnumerateArray().Reverse()];

    private static string TextOf(JsonElement item, string property) => item.GetProperty(property).GetString()!;
}
