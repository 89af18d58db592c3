using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using FalconEye.Data.Alerts;

namespace FalconEye.Api.Alerts.Channels;

/// <summary>Posts JSON, signed with HMAC-SHA256 over the time and the body, so that a receiver knows who sent it and that it is not an old one.</summary>
internal sealed class WebhookSender(HttpAlerts http, TimeProvider time) : IAlertSender
{
    internal const string SignatureHeader = "X-FalconEye-Signature";

    /// <inheritdoc/>
    public AlertChannelKind Kind => AlertChannelKind.Webhook;

    /// <inheritdoc/>
    public async Task SendAsync(ChannelSettings settings, OutgoingAlert alert, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(settings.Body is { } template
            ? BodyTemplate.Fill(template, alert.Message.Fields())
            : AlertJson.Write(alert.Message));
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.ParseAdd("FalconEye");
        request.Headers.Add("Idempotency-Key", alert.Key.ToString());
        request.Headers.Add(SignatureHeader, Sign(settings.Secret!, time.GetUtcNow().ToUnixTimeSeconds(), body));
        request.Headers.Authorization = settings.Token is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
        await http.SendAsync(request, "The webhook", cancellationToken);
    }

    /// <summary><c>t=SECONDS,v1=HEX</c>, where HEX is the HMAC-SHA256 of <c>SECONDS.BODY</c>.</summary>
    internal static string Sign(string secret, long seconds, byte[] body)
    {
        var stamp = seconds.ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(stamp), (byte)'.', .. body];
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
        return $"t={stamp},v1={Convert.ToHexStringLower(hash)}";
    }
}
