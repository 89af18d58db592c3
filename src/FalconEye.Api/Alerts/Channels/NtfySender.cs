using System.Net.Http.Headers;
using System.Text;
using FalconEye.Data.Alerts;

namespace FalconEye.Api.Alerts.Channels;

/// <summary>Publishes to a topic of ntfy as JSON (docs.ntfy.sh/publish, "Publish as JSON"): a title in any script fits in no header.</summary>
internal sealed class NtfySender(HttpAlerts http) : IAlertSender
{
    internal const string PublicServer = "https://ntfy.sh";

    /// <inheritdoc/>
    public AlertChannelKind Kind => AlertChannelKind.Ntfy;

    /// <inheritdoc/>
    public async Task SendAsync(ChannelSettings settings, OutgoingAlert alert, CancellationToken cancellationToken)
    {
        var (message, isUrgent) = (alert.Message, alert.Message.Phase == AlertPhase.Begin);
        var body = AlertJson.Write(new
        {
            settings.Topic,
            message.Title,
            Message = message.Text,
            Priority = isUrgent ? 4 : 3,
            Click = message.Link,
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(settings.Url ?? PublicServer), "/"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = settings.Token is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
        await http.SendAsync(request, "ntfy", cancellationToken);
    }
}
