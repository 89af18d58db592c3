using System.Net;
using System.Text;
using System.Text.Json;
using FalconEye.TestKit;

namespace FalconEye.Auth.Tests;

/// <summary>From a browser that subscribes to the notification that it shows, and who gets which alerts.</summary>
public sealed class PushTests
{
    private const string Devices = "/api/alerts/devices";

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alert_reaches_the_devices_of_those_who_may_see_its_camera_and_no_others()
    {
        await using var push = await PushService.StartAsync(Ending);
        await using var locked = await PushServer.StartAsync(push);
        var (mine, theirs) = (await locked.AddCameraAsync("Garden gate", Ending), await locked.AddCameraAsync("Hidden", Ending));
        var (viewer, _) = await locked.AddUserAsync("viewer", Ending, mine);
        var (admin, limited) = (await SubscribeAsync(push, locked.Admin, "Anna's phone"), await SubscribeAsync(push, viewer, "Tablet"));
        var channel = Assert.Single((await locked.Admin.GetAsync("/api/alerts/channels", Ending)).GetProperty("channels").EnumerateArray());
        Assert.Equal("web_push", channel.GetProperty("kind").GetString());
        await AddRuleAsync(locked, channel.GetProperty("id").GetString()!);

        await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/cameras/{mine}", new { location = "roof" }, HttpStatusCode.OK, Ending);
        await ArrivedAsync(limited.Browser, 1);
        await ArrivedAsync(admin.Browser, 1);
        await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/cameras/{theirs}", new { location = "cellar" }, HttpStatusCode.OK, Ending);
        await ArrivedAsync(admin.Browser, 2);
        await DeliveredAsync(locked, 2);

        var seen = Assert.Single(limited.Browser.Messages);
        Assert.Equal("Garden gate: camera changed", seen.Content.GetProperty("title").GetString());
        Assert.StartsWith("/events?event=", seen.Content.GetProperty("link").GetString(), StringComparison.Ordinal);
        Assert.Equal(("86400", "high", seen.Content.GetProperty("tag").GetString()), (seen.Ttl, seen.Urgency, seen.Topic));

        // Rights are those of the moment: the viewer gets no more alerts about this camera.
        var id = (await locked.Admin.GetAsync("/api/users", Ending)).GetProperty("users").EnumerateArray().First(user => user.GetProperty("role").GetString() == "viewer").GetProperty("id").GetString();
        await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/users/{id}", new { camera_ids = new[] { theirs } }, HttpStatusCode.OK, Ending);
        await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/cameras/{mine}", new { location = "door" }, HttpStatusCode.OK, Ending);
        await ArrivedAsync(admin.Browser, 3);
        await DeliveredAsync(locked, 3);
        Assert.Single(limited.Browser.Messages);

        // What is about no camera, as a test of the channel, is for administrators.
        Assert.Equal("delivered", (await locked.Admin.PostAsync($"/api/alerts/channels/{channel.GetProperty("id").GetString()}/test", null, HttpStatusCode.OK, Ending)).GetProperty("state").GetString());
        Assert.Equal(4, admin.Browser.Messages.Count);
        Assert.Single(limited.Browser.Messages);
        Assert.Empty(admin.Browser.Problems.Concat(limited.Browser.Problems));

        // The user takes their devices along.
        await locked.Admin.SendAsync(HttpMethod.Delete, $"/api/users/{id}", null, HttpStatusCode.NoContent, Ending);
        var again = limited.Browser.ToRequest("Found");
        await locked.Admin.PostAsync(Devices, again, HttpStatusCode.Created, Ending);
    }

    [Fact]
    public async Task A_subscription_that_has_ended_is_removed_and_one_that_fails_says_so()
    {
        await using var push = await PushService.StartAsync(Ending);
        await using var locked = await PushServer.StartAsync(push);
        var (browser, id) = await SubscribeAsync(push, locked.Admin, "Phone");
        var (other, _) = await SubscribeAsync(push, locked.Admin, "Laptop");

        Assert.True((await TestAsync(locked.Admin, id)).GetProperty("delivered").GetBoolean());
        Assert.Equal("FalconEye: test", Assert.Single(browser.Messages).Content.GetProperty("title").GetString());
        browser.Status = HttpStatusCode.InternalServerError;
        Assert.Equal("The browser's push service answered with status 500.", (await TestAsync(locked.Admin, id)).GetProperty("error").GetString());
        Assert.Equal("The browser's push service answered with status 500.", (await ListAsync(locked.Admin)).Single(device => device.GetProperty("id").GetString() == id).GetProperty("error").GetString());
        browser.Status = HttpStatusCode.Gone;
        var channel = (await locked.Admin.GetAsync("/api/alerts/channels", Ending)).GetProperty("channels")[0].GetProperty("id").GetString();
        var delivery = await locked.Admin.PostAsync($"/api/alerts/channels/{channel}/test", null, HttpStatusCode.OK, Ending);
        Assert.Equal("delivered", delivery.GetProperty("state").GetString());
        Assert.Equal("Laptop", Assert.Single(await ListAsync(locked.Admin)).GetProperty("name").GetString());
        Assert.Single(other.Messages);

        other.Status = HttpStatusCode.NotFound;
        delivery = await locked.Admin.PostAsync($"/api/alerts/channels/{channel}/test", null, HttpStatusCode.OK, Ending);
        Assert.StartsWith("None of 1 devices was reached. The browser has ended its subscription", delivery.GetProperty("error").GetString(), StringComparison.Ordinal);
        delivery = await locked.Admin.PostAsync($"/api/alerts/channels/{channel}/test", null, HttpStatusCode.OK, Ending);
        Assert.StartsWith("No device of a user who may see this", delivery.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Devices_are_their_owners_alone_and_end_with_the_login()
    {
        await using var push = await PushService.StartAsync(Ending);
        await using var locked = await PushServer.StartAsync(push);
        var (browser, id) = await SubscribeAsync(push, locked.Admin, "Phone");
        var (viewer, name) = await locked.AddUserAsync("viewer", Ending);

        Assert.Empty(await ListAsync(viewer));
        Assert.Equal(HttpStatusCode.NotFound, await viewer.StatusAsync(HttpMethod.Delete, $"{Devices}/{id}", null, Ending));
        Assert.Equal(HttpStatusCode.NotFound, await viewer.StatusAsync(HttpMethod.Post, $"{Devices}/{id}/test", null, Ending));
        var forged = new { name = "Mine", endpoint = Json(browser.ToRequest("x")).GetProperty("endpoint").GetString(), keys = Json(push.Subscribe("").ToRequest("x")).GetProperty("keys") };
        Assert.Equal(HttpStatusCode.Conflict, await viewer.StatusAsync(HttpMethod.Post, Devices, forged, Ending));
        var token = await locked.AddTokenAsync(locked.Admin, "administrator", Ending);
        Assert.Equal(HttpStatusCode.Forbidden, await token.StatusAsync(HttpMethod.Get, Devices, null, Ending));
        Assert.Equal(id, Assert.Single(await ListAsync(locked.Admin)).GetProperty("id").GetString());

        // The same browser again is the same device; with another user's login it is theirs.
        Assert.Equal(id, (await locked.Admin.PostAsync(Devices, browser.ToRequest("Renamed"), HttpStatusCode.Created, Ending)).GetProperty("id").GetString());
        await viewer.PostAsync(Devices, browser.ToRequest("Now mine"), HttpStatusCode.Created, Ending);
        Assert.Empty(await ListAsync(locked.Admin));
        await viewer.SendAsync(HttpMethod.Delete, $"{Devices}/{id}", null, HttpStatusCode.NoContent, Ending);
        Assert.Empty(await ListAsync(viewer));

        for (var count = 0; count < 10; count++)
        {
            await viewer.PostAsync(Devices, push.Subscribe("").ToRequest($"Device {count}"), HttpStatusCode.Created, Ending);
        }

        Assert.Equal(HttpStatusCode.Conflict, await viewer.StatusAsync(HttpMethod.Post, Devices, push.Subscribe("").ToRequest("Eleventh"), Ending));
        using var elsewhere = await Caller.LogInAsync(locked.Server, name, LockedServer.Password, Ending);
        await elsewhere.SendAsync(HttpMethod.Delete, $"{Devices}/{(await ListAsync(elsewhere))[0].GetProperty("id").GetString()}", null, HttpStatusCode.NoContent, Ending);
        await elsewhere.PostAsync(Devices, push.Subscribe("").ToRequest("Elsewhere"), HttpStatusCode.Created, Ending);
        await viewer.SendAsync(HttpMethod.Post, "/api/auth/logout", null, HttpStatusCode.NoContent, Ending);
        Assert.Equal("Elsewhere", Assert.Single(await ListAsync(elsewhere)).GetProperty("name").GetString());
        using var third = await Caller.LogInAsync(locked.Server, name, LockedServer.Password, Ending);
        await third.SendAsync(HttpMethod.Delete, "/api/auth/sessions", null, HttpStatusCode.NoContent, Ending);
        Assert.Empty(await ListAsync(third));
    }

    [Fact]
    public async Task A_login_over_another_keeps_the_devices_of_its_user_and_ends_those_of_anyone_else()
    {
        await using var push = await PushService.StartAsync(Ending);
        await using var locked = await PushServer.StartAsync(push);
        var (viewer, name) = await locked.AddUserAsync("viewer", Ending);
        var (other, otherName) = await locked.AddUserAsync("viewer", Ending);
        using var elsewhere = await Caller.LogInAsync(locked.Server, name, LockedServer.Password, Ending);
        await SubscribeAsync(push, viewer, "Phone");

        await viewer.PostAsync("/api/auth/login", new { user_name = name, password = LockedServer.Password }, HttpStatusCode.OK, Ending);
        Assert.Single(await ListAsync(viewer));
        await viewer.PostAsync("/api/auth/login", new { user_name = otherName, password = LockedServer.Password }, HttpStatusCode.OK, Ending);

        Assert.Empty(await ListAsync(elsewhere));
        Assert.Empty(await ListAsync(other));
        await SubscribeAsync(push, viewer, "Phone");
        await viewer.PostAsync("/api/auth/login", new { user_name = otherName, password = LockedServer.Password }, HttpStatusCode.OK, Ending);
        await viewer.SendAsync(HttpMethod.Post, "/api/auth/logout", null, HttpStatusCode.NoContent, Ending);
        Assert.Empty(await ListAsync(other));
    }

    [Fact]
    public async Task A_subscription_leads_to_push_services_only_and_its_keys_are_encrypted()
    {
        await using var push = await PushService.StartAsync(Ending);
        await using var locked = await PushServer.StartAsync(push);
        var (before, _) = await KeyAsync(locked.Admin);
        var browser = push.Subscribe(before);
        foreach (var endpoint in (string[])
            [
                "http://203.0.113.5/push", "https://user:secret@203.0.113.5/push", "ftp://203.0.113.5/", "nowhere", $"https://203.0.113.5/{new string('a', 1000)}",
                "https://169.254.169.254/latest", "https://[fd00:ec2::254]/", "https://10.1.2.3/", "https://192.168.1.1/", "https://[::ffff:10.0.0.1]/",
                "https://[64:ff9b::a00:1]/", "https://100.64.0.1/", "https://127.0.0.2/", "https://[::1]/", "https://0.0.0.0/", "https://[fe80::1]/",
            ])
        {
            var problem = await locked.Admin.PostAsync(Devices, browser.ToRequest("x", endpoint), HttpStatusCode.BadRequest, Ending);
            Assert.True(problem.GetProperty("errors").TryGetProperty("endpoint", out _), $"{endpoint}: {problem}");
        }

        var wrongKeys = new { name = "x", endpoint = "https://203.0.113.5/push", keys = new { p256dh = $"BA{new string('A', 85)}", auth = "AAAA" } };
        var wrong = await locked.Admin.PostAsync(Devices, wrongKeys, HttpStatusCode.BadRequest, Ending);
        Assert.Equal(["keys.auth", "keys.p256dh"], wrong.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
        await locked.Admin.PostAsync(Devices, new { name = "x" }, HttpStatusCode.BadRequest, Ending);
        Assert.Empty(await ListAsync(locked.Admin));

        // The key and the subscriptions outlive a change of the master key.
        var (known, id) = await SubscribeAsync(push, locked.Admin, "Phone");
        var endpointText = Json(known.ToRequest("x")).GetProperty("endpoint").GetString()!;
        var database = await File.ReadAllTextAsync(Path.Combine(locked.Server.DataDirectory, "falcon-eye.db-wal"), Encoding.Latin1, Ending);
        Assert.Contains("push_devices", database, StringComparison.Ordinal);
        Assert.DoesNotContain(endpointText, database, StringComparison.Ordinal);
        Assert.DoesNotContain("MIGHAgEAMBMGByqGSM49", database, StringComparison.Ordinal);
        Assert.DoesNotContain(endpointText, (await locked.Admin.GetAsync(Devices, Ending)).GetRawText(), StringComparison.Ordinal);
        await locked.RotateKeyAsync();
        using var again = await Caller.LogInAsync(locked.Server, LockedServer.Administrator, LockedServer.Password, Ending);
        Assert.Equal(before, (await KeyAsync(again)).Key);
        Assert.True((await TestAsync(again, id)).GetProperty("delivered").GetBoolean());
        Assert.DoesNotContain(endpointText, locked.Server.Program.Output, StringComparison.Ordinal);
        Assert.Empty(known.Problems);
    }

    private static async Task<(PushService.Browser Browser, string Id)> SubscribeAsync(PushService push, Caller caller, string name)
    {
        var (key, _) = await KeyAsync(caller);
        var browser = push.Subscribe(key);
        var device = await caller.PostAsync(Devices, browser.ToRequest(name), HttpStatusCode.Created, Ending);
        Assert.Equal(browser.EndpointHash, device.GetProperty("endpoint_hash").GetString());
        return (browser, device.GetProperty("id").GetString()!);
    }

    private static async Task<(string Key, JsonElement List)> KeyAsync(Caller caller)
    {
        var list = await caller.GetAsync(Devices, Ending);
        return (list.GetProperty("public_key").GetString()!, list);
    }

    private static async Task<List<JsonElement>> ListAsync(Caller caller) => [.. (await caller.GetAsync(Devices, Ending)).GetProperty("devices").EnumerateArray()];

    private static Task<JsonElement> TestAsync(Caller caller, string id) => caller.PostAsync($"{Devices}/{id}/test", null, HttpStatusCode.OK, Ending);

    private static async Task AddRuleAsync(LockedServer locked, string channel)
    {
        var standard = await Eventually.ReturnsAsync(
            () => locked.Admin.GetAsync("/api/alerts/rules", Ending), answer => answer.GetProperty("rules").GetArrayLength() > 0, "there are the rules of the start", Ending);
        foreach (var rule in standard.GetProperty("rules").EnumerateArray())
        {
            await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/alerts/rules/{rule.GetProperty("id").GetString()}", new { enabled = false }, HttpStatusCode.OK, Ending);
        }

        await locked.Admin.PostAsync("/api/alerts/rules", new { name = "Any", kinds = (string[])["camera_changed"], channel_ids = new[] { channel } }, HttpStatusCode.Created, Ending);
    }

    private static Task ArrivedAsync(PushService.Browser browser, int count) =>
        Eventually.HoldsAsync(() => browser.Messages.Count >= count, $"message {count} arrives", Ending, TimeSpan.FromSeconds(30));

    private static Task DeliveredAsync(LockedServer locked, int count) => Eventually.HoldsAsync(
        async () => (await locked.Admin.GetAsync("/api/alerts/deliveries", Ending)).GetProperty("deliveries").EnumerateArray().Count(row => row.GetProperty("state").GetString() == "delivered") >= count,
        $"{count} are delivered",
        Ending);

    private static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value);

    /// <summary>A server that trusts the push service of the test.</summary>
    private sealed class PushServer : LockedServer
    {
        private readonly string _certificateFile;

        private PushServer(string certificateFile) => _certificateFile = certificateFile;

        protected override IReadOnlyList<(string Name, string Value)> Settings =>
            [("SSL_CERT_FILE", _certificateFile), ("ALERT_ALLOWED_ADDRESSES", "127.0.0.1"), ("PUBLIC_URL", "https://cameras.example.com")];

        internal static async Task<PushServer> StartAsync(PushService push)
        {
            var server = new PushServer(push.CertificateFile);
            await server.InitializeAsync();
            return server;
        }

        /// <summary>Starts it with another master key, and then without the former one.</summary>
        internal async Task RotateKeyAsync()
        {
            const string next = "bmV4dCBtYXN0ZXIga2V5IG9mIHRoZSBwdXNoIHRlc3Q=";
            await Server.Program.StopAsync(Ending);
            Server.Change("DATA_PROTECTION_KEY_OLD", MasterKey);
            Server.Change("DATA_PROTECTION_KEY", next);
            await Server.StartAgainAsync(Ending);
            await Server.Program.StopAsync(Ending);
            Server.Change("DATA_PROTECTION_KEY_OLD", "");
            await Server.StartAgainAsync(Ending);
        }
    }
}
