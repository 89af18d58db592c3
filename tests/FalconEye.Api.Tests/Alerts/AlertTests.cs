using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Alerts;

/// <summary>From an event to the receiver, through a receiver that fails and a server that is killed.</summary>
public sealed class AlertTests
{
    private const string Secret = "a-secret-of-the-webhook";

    [Fact]
    public async Task An_alert_reaches_its_receiver_once_though_the_receiver_fails_and_the_server_is_killed_in_between()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var receiver = await HttpReceiver.StartAsync(ct);
        await using var server = await StartAsync(ct, ("PUBLIC_URL", "https://cameras.example.com"));
        var channel = await AddWebhookAsync(server, receiver, ct, body: """{"said": "{{title}} ({{phase}})", "link": "{{link}}"}""");
        var rule = await server.PostAsync("/api/alerts/rules", new { name = "Now", kinds = List("camera_offline"), tell_end = true, channel_ids = List(channel) }, ct);
        receiver.Status = HttpStatusCode.ServiceUnavailable;
        const string name = """Door "{{title}}" \""";
        var camera = await server.AddCameraAsync(name, new Uri("rtsp://127.0.0.1:9/door"), ct);
        await server.PostAsync($"/api/cameras/{camera}/start", null, ct);

        var waiting = await DeliveryAsync(server, item => item.GetProperty("error").ValueKind == JsonValueKind.String, "an attempt has failed", ct);
        Assert.Equal("The webhook answered with status 503.", waiting.GetProperty("error").GetString());
        Assert.Equal("pending", waiting.GetProperty("state").GetString());
        await server.Program.KillAsync(ct);
        receiver.Status = HttpStatusCode.OK;
        await server.StartAgainAsync(ct);
        await DeliveryAsync(server, item => item.GetProperty("state").GetString() == "delivered", "it is delivered", ct);
        await server.PostAsync($"/api/cameras/{camera}/stop", null, ct);
        var end = await DeliveryAsync(server, item => item.GetProperty("phase").GetString() == "end" && item.GetProperty("state").GetString() == "delivered", "its end is delivered", ct);

        Assert.StartsWith("Over after ", end.GetProperty("text").GetString(), StringComparison.Ordinal);
        var taken = receiver.Requests.Where(request => request.Answer == HttpStatusCode.OK).ToList();
        Assert.Equal(2, taken.Count);
        Assert.All(receiver.Requests, AssertSigned);
        Assert.Equal(2, receiver.Requests.Select(request => request.Headers["Idempotency-Key"]).Distinct().Count());
        var said = JsonDocument.Parse(taken[0].Body).RootElement;
        Assert.Equal($"{name}: camera offline (begin)", said.GetProperty("said").GetString());
        Assert.Equal($"https://cameras.example.com/events?event={waiting.GetProperty("event_id").GetInt64()}", said.GetProperty("link").GetString());
        Assert.Equal($"{name}: camera offline is over (end)", JsonDocument.Parse(taken[1].Body).RootElement.GetProperty("said").GetString());
        await server.SendAsync(HttpMethod.Patch, $"/api/alerts/rules/{rule.GetProperty("id").GetString()}", new { enabled = false }, ct);
    }

    [Fact]
    public async Task A_channel_leads_nowhere_but_to_its_receiver_and_keeps_its_secrets()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var receiver = await HttpReceiver.StartAsync(ct);
        await using var other = await HttpReceiver.StartAsync(ct);
        await using (var strict = await FalconEyeServer.StartAsync(ct))
        {
            var refused = await TryAsync(strict, await AddWebhookAsync(strict, receiver, ct), ct);
            Assert.Equal("failed", refused.GetProperty("state").GetString());
            Assert.StartsWith("This address is one of the server's own machine", refused.GetProperty("error").GetString(), StringComparison.Ordinal);
            Assert.Empty(receiver.Requests);
        }

        await using var server = await StartAsync(ct);
        var channel = await AddWebhookAsync(server, receiver, ct);
        (receiver.Status, receiver.Location) = (HttpStatusCode.TemporaryRedirect, other.Address.AbsoluteUri);
        Assert.Contains("not followed", (await TryAsync(server, channel, ct)).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(other.Requests);

        // The server's own port stays closed to channels, whatever is allowed.
        var own = await AddWebhookAsync(server, new Uri(server.Client.BaseAddress!, "/api/settings/restart-all"), ct);
        Assert.Contains("service of FalconEye itself", (await TryAsync(server, own, ct)).GetProperty("error").GetString(), StringComparison.Ordinal);

        var list = await server.GetAsync("/api/alerts/channels", ct);
        Assert.DoesNotContain(Secret, list.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("***", list.GetProperty("channels")[0].GetProperty("settings").GetProperty("secret").GetString());
        Assert.DoesNotContain(Secret, await File.ReadAllTextAsync(Path.Combine(server.DataDirectory, "falcon-eye.db-wal"), Encoding.Latin1, ct), StringComparison.Ordinal);
        var path = $"/api/alerts/channels/{channel}";
        await server.RefuseAsync(HttpMethod.Patch, path, new { settings = new { url = other.Address, secret = "***" } }, HttpStatusCode.BadRequest, ct);
        await server.SendAsync(HttpMethod.Patch, path, new { settings = new { url = receiver.Address, secret = "***" } }, ct);
        (receiver.Status, receiver.Location) = (HttpStatusCode.OK, null);
        Assert.Equal("delivered", (await TryAsync(server, channel, ct)).GetProperty("state").GetString());
        AssertSigned(receiver.Requests[^1]);
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_the_rules_that_everybody_wants_are_there()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        var rules = await Eventually.ReturnsAsync(
            () => server.GetAsync("/api/alerts/rules", ct), answer => answer.GetProperty("rules").GetArrayLength() > 0, "there are rules", ct);
        Assert.Equal(
            ["Camera offline", "Disk full within 3 days", "Recording missing"],
            rules.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("name").GetString()));

        await RefuseAsync("/api/alerts/rules", new { name = "x", kinds = Array.Empty<string>(), days = List("someday"), from = "25:00" }, "kinds", "days", "from", "to");
        await RefuseAsync("/api/alerts/rules", new { kinds = List("motion"), camera_ids = List(Guid.NewGuid()) }, "name", "camera_ids");
        await RefuseAsync("/api/alerts/channels", new { name = "x", kind = "pigeon", settings = new { } }, "kind");
        await RefuseAsync("/api/alerts/channels", new { name = "x", kind = "webhook", settings = new { url = "file:///etc/passwd", secret = "short" } }, "url", "secret");
        await RefuseAsync("/api/alerts/channels", new { name = "x", kind = "webhook", settings = new { url = "https://a.example", secret = Secret, body = "{\"a\": {{nothing}}}" } }, "body");
        await RefuseAsync("/api/alerts/channels", new { name = "x", kind = "email", settings = new { host = "a b", from = "me", to = List("you"), security = "none", password = "p" } }, "host", "from", "to", "password");
        await RefuseAsync("/api/alerts/channels", new { name = "x", kind = "email", settings = new { host = "mail.example", from = "a@b.example", to = List("c@d.example\r\nBcc: e@f.example") } }, "to");
        await RefuseAsync("/api/alerts/channels", new { name = "x\r\nBcc: e@f.example", kind = "telegram", settings = new { bot_token = "1:a", chat_id = "1" } }, "name");
        await RefuseAsync("/api/alerts/rules", new { name = "x\u001b[2J", kinds = List("motion") }, "name");
        Assert.Equal("home", (await server.GetAsync("/api/alerts/mode", ct)).GetProperty("mode").GetString());
        await server.SendAsync(HttpMethod.Put, "/api/alerts/mode", new { mode = "away" }, ct);
        Assert.Equal("away", (await server.GetAsync("/api/alerts/mode", ct)).GetProperty("mode").GetString());
        await server.RefuseAsync(HttpMethod.Put, "/api/alerts/mode", new { mode = "asleep" }, HttpStatusCode.BadRequest, ct);

        object Schedule(string mode, string zone = "UTC") => new { time_zone = zone, changes = List(new { days = List("mon", "sun"), time = "08:00", mode }) };
        const string schedule = "/api/alerts/mode/schedule";
        await server.SendAsync(HttpMethod.Put, schedule, Schedule("off"), ct);
        var change = (await server.GetAsync(schedule, ct)).GetProperty("changes").EnumerateArray().Single();
        Assert.Equal(("08:00", "off"), (change.GetProperty("time").GetString(), change.GetProperty("mode").GetString()));
        Assert.Equal("off", (await server.GetAsync("/api/alerts/mode", ct)).GetProperty("next_mode").GetString());
        foreach (var (wrong, field) in ((object, string)[])[(Schedule("asleep"), "changes"), (Schedule("off", "Mars"), "time_zone"), (new { time_zone = "UTC", changes = new object?[] { null } }, "changes")])
        {
            var refused = await server.RefuseAsync(HttpMethod.Put, schedule, wrong, HttpStatusCode.BadRequest, ct);
            Assert.True(refused.GetProperty("errors").TryGetProperty(field, out _), field);
        }

        async Task RefuseAsync(string path, object body, params string[] fields)
        {
            var problem = await server.RefuseAsync(HttpMethod.Post, path, body, HttpStatusCode.BadRequest, ct);
            Assert.Equal(fields.Order(), problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
        }
    }

    private static T[] List<T>(params T[] items) => items;

    private static Task<FalconEyeServer> StartAsync(CancellationToken ct, params (string, string)[] settings) =>
        FalconEyeServer.StartAsync(ct, [("ALERT_ALLOWED_ADDRESSES", "127.0.0.1"), .. settings]);

    private static Task<string> AddWebhookAsync(FalconEyeServer server, HttpReceiver receiver, CancellationToken ct, string? body = null) =>
        AddWebhookAsync(server, new Uri(receiver.Address, "hook"), ct, body);

    private static async Task<string> AddWebhookAsync(FalconEyeServer server, Uri url, CancellationToken ct, string? body = null) =>
        (await server.PostAsync("/api/alerts/channels", new { name = "Hook", kind = "webhook", settings = new { url, secret = Secret, body } }, ct))
        .GetProperty("id").GetString()!;

    private static Task<JsonElement> TryAsync(FalconEyeServer server, string channel, CancellationToken ct) =>
        server.PostAsync($"/api/alerts/channels/{channel}/test", null, ct);

    private static async Task<JsonElement> DeliveryAsync(FalconEyeServer server, Predicate<JsonElement> isMeant, string expectation, CancellationToken ct)
    {
        var list = await Eventually.ReturnsAsync(
            async () => (await server.GetAsync("/api/alerts/deliveries", ct)).GetProperty("deliveries").EnumerateArray().ToList(),
            deliveries => deliveries.Exists(isMeant),
            expectation,
            ct,
            TimeSpan.FromSeconds(30));
        return list.Find(isMeant);
    }

    /// <summary>As a receiver does it.</summary>
    private static void AssertSigned(HttpReceiver.ReceivedRequest request)
    {
        var parts = request.Headers["X-FalconEye-Signature"].Split(',');
        var seconds = parts[0]["t=".Length..];
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{seconds}.{request.Body}"));
        Assert.Equal($"v1={Convert.ToHexStringLower(expected)}", parts[1]);
    }
}
