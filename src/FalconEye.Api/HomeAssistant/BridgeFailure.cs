using System.Net.Sockets;
using System.Security.Authentication;
using MQTTnet.Exceptions;

namespace FalconEye.Api.HomeAssistant;

/// <summary>Which errors say that the broker cannot be used for now.</summary>
internal static class BridgeFailure
{
    internal static bool IsExpected(Exception exception) =>
        exception is SocketException or IOException or AuthenticationException or MqttCommunicationException or MqttProtocolViolationException
            or InvalidOperationException { Source: "MQTTnet" };
}
