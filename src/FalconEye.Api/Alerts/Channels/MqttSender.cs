using System.Net;
using System.Net.Sockets;
using FalconEye.Contracts.Cameras;
using FalconEye.Data.Alerts;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace FalconEye.Api.Alerts.Channels;

/// <summary>Publishes JSON to a topic, and waits until the broker has it (QoS 1).</summary>
internal sealed class MqttSender(AlertDialer dialer) : IAlertSender
{
    private const int TlsPort = 8883;
    private const int PlainPort = 1883;

    /// <inheritdoc/>
    public AlertChannelKind Kind => AlertChannelKind.Mqtt;

    /// <inheritdoc/>
    public async Task SendAsync(ChannelSettings settings, OutgoingAlert alert, CancellationToken cancellationToken)
    {
        var isEncrypted = settings.Security == "tls";
        var port = settings.Port ?? (isEncrypted ? TlsPort : PlainPort);
        var factory = new MqttClientFactory();
        using var client = factory.CreateMqttClient();
        try
        {
            var address = await dialer.ResolveAsync(settings.Host!, port, cancellationToken);
            var options = factory.CreateClientOptionsBuilder()
                .WithEndPoint(new IPEndPoint(address, port))
                .WithTlsOptions(tls => tls.UseTls(isEncrypted).WithTargetHost(settings.Host))
                .WithClientId($"falconeye-{alert.Key:N}");
            if (settings.UserName is { Length: > 0 } user)
            {
                options.WithCredentials(user, settings.Password ?? "");
            }

            var connected = await client.ConnectAsync(options.Build(), cancellationToken);
            if (connected.ResultCode != MqttClientConnectResultCode.Success)
            {
                throw new AlertSendException($"The broker refuses: {connected.ResultCode}.");
            }

            var published = await client.PublishAsync(
                factory.CreateApplicationMessageBuilder()
                    .WithTopic(settings.Topic)
                    .WithPayload(AlertJson.Write(new { alert.Key, Alert = alert.Message }))
                    .WithContentType("application/json")
                    .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                    .Build(),
                cancellationToken);
            if (!published.IsSuccess)
            {
                throw new AlertSendException($"The broker does not take it: {published.ReasonCode}.");
            }

            await client.DisconnectAsync(cancellationToken: cancellationToken);
        }
        catch (Exception e) when (e is SocketException or IOException or ForbiddenAddressException or MqttCommunicationException or MqttProtocolViolationException)
        {
            throw new AlertSendException(e is ForbiddenAddressException ? e.Message : $"The broker cannot be used: {e.Message}");
        }
    }
}
