using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Alerts;

/// <summary>Each kind of channel against a real server of its protocol, or one that speaks it.</summary>
public sealed class ChannelTests
{
    [Fact]
    public async Task A_test_arrives_by_mail_MQTT_Telegram_and_ntfy()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var http = await HttpReceiver.StartAsync(ct);
        using var folder = new TemporaryFolder();
        await using var server = await FalconEyeServer.StartAsync(
            ct, ("ALERT_ALLOWED_ADDRESSES", "127.0.0.0/8"), ("TELEGRAM_API_URL", http.Address.AbsoluteUri));

        var mailPort = FreePort.Next();
        await using var smtp = Start("/usr/bin/python3", "-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{mailPort}", "-c", "aiosmtpd.handlers.Mailbox", folder["mail"]);
        await SendAsync(server, "email", new { host = "127.0.0.1", port = mailPort, security = "none", from = "cameras@example.com", to = List("anna@example.com") }, ct);
        var mail = await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(folder["mail"], "new")).Single(), ct);
        Assert.Contains("Subject: FalconEye: test", mail, StringComparison.Ordinal);
        Assert.Contains("This channel works.", mail, StringComparison.Ordinal);

        var brokerPort = FreePort.Next();
        await File.WriteAllTextAsync(folder["mosquitto.conf"], $"listener {brokerPort} 127.0.0.1\nallow_anonymous true\n", ct);
        await using var broker = Start("/usr/sbin/mosquitto", "-c", folder["mosquitto.conf"]);
        await Eventually.HoldsAsync(() => ListensAsync(brokerPort, ct), "the broker listens", ct);
        await using var subscriber = Start("stdbuf", "-oL", "mosquitto_sub", "-h", "127.0.0.1", "-p", brokerPort.ToString(CultureInfo.InvariantCulture), "-t", "house/alerts", "-C", "1", "-d");
        await Eventually.HoldsAsync(() => subscriber.Output.Contains("SUBACK", StringComparison.Ordinal), "the subscriber listens", ct);
        await SendAsync(server, "mqtt", new { host = "127.0.0.1", port = brokerPort, topic = "house/alerts" }, ct);
        await Eventually.HoldsAsync(() => subscriber.Output.Contains("\"title\":\"FalconEye: test\"", StringComparison.Ordinal), "the message is published", ct);

        await SendAsync(server, "telegram", new { bot_token = "123:abc", chat_id = "42" }, ct);
        var chat = http.Requests[^1];
        Assert.Equal("/bot123:abc/sendMessage", chat.Path);
        Assert.Equal("42", JsonDocument.Parse(chat.Body).RootElement.GetProperty("chat_id").GetString());
        await SendAsync(server, "ntfy", new { url = http.Address, topic = "door", token = "tk_1" }, ct);
        Assert.Equal("door", JsonDocument.Parse(http.Requests[^1].Body).RootElement.GetProperty("topic").GetString());
        Assert.Equal("Bearer tk_1", http.Requests[^1].Headers["Authorization"]);
        Assert.DoesNotContain("123:abc", server.Program.Output, StringComparison.Ordinal);
    }

    private static string[] List(params string[] items) => items;

    private static async Task<bool> ListensAsync(int port, CancellationToken ct)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A server of the test's that has just been started may refuse the first connections.</summary>
    private static async Task SendAsync(FalconEyeServer server, string kind, object settings, CancellationToken ct)
    {
        var channel = await server.PostAsync("/api/alerts/channels", new { name = kind, kind, settings }, ct);
        await Eventually.ReturnsAsync(
            () => server.PostAsync($"/api/alerts/channels/{channel.GetProperty("id").GetString()}/test", null, ct),
            delivery => delivery.GetProperty("state").GetString() == "delivered",
            $"the test arrives by {kind}",
            ct);
    }

    private static RunningProgram Start(string program, params string[] arguments) => RunningProgram.Start(program, new Dictionary<string, string>(), arguments);
}
