using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace FalconEye.TestKit.Cameras.Onvif;

/// <summary>Answers WS-Discovery probes on one interface as ONVIF cameras do. Several may listen on one machine.</summary>
public sealed partial class SimulatedOnvifResponder : IAsyncDisposable
{
    private static readonly IPAddress Group = IPAddress.Parse("239.255.255.250");

    private readonly CancellationTokenSource _stopping = new();
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Func<string, IEnumerable<string>> _answers;
    private readonly Task _serving;

    private SimulatedOnvifResponder(IPAddress on, Func<string, IEnumerable<string>> answers)
    {
        _answers = answers;
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.Bind(new IPEndPoint(Group, 3702));
        _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(Group, on));
        _serving = ServeAsync();
    }

    /// <summary>Begins to answer.</summary>
    /// <param name="on">The interface's address.</param>
    /// <param name="answers">The datagrams that answer a probe, by the probe's message id.</param>
    public static SimulatedOnvifResponder Start(IPAddress on, Func<string, IEnumerable<string>> answers) => new(on, answers);

    /// <summary>A camera's answer.</summary>
    /// <param name="question">The probe's message id.</param>
    /// <param name="id">The camera's own, <c>urn:uuid:...</c>.</param>
    /// <param name="addresses">Where it says that its service is.</param>
    /// <param name="scopes">What it says of itself.</param>
    /// <param name="types">What it says it is.</param>
    public static string Match(string question, string id, string addresses, string scopes, string types = "dn:NetworkVideoTransmitter tds:Device") =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:wsa=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" xmlns:d=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\" xmlns:dn=\"http://www.onvif.org/ver10/network/wsdl\"><SOAP-ENV:Header><wsa:MessageID>urn:uuid:{Guid.NewGuid()}</wsa:MessageID><wsa:RelatesTo>{question}</wsa:RelatesTo><wsa:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches</wsa:Action></SOAP-ENV:Header><SOAP-ENV:Body><d:ProbeMatches><d:ProbeMatch><wsa:EndpointReference><wsa:Address>{id}</wsa:Address></wsa:EndpointReference><d:Types>{types}</d:Types><d:Scopes>{scopes}</d:Scopes><d:XAddrs>{addresses}</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches></SOAP-ENV:Body></SOAP-ENV:Envelope>";

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _serving;
        _socket.Dispose();
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _stopping.Token);
                var question = MessageId().Match(Encoding.UTF8.GetString(buffer, 0, received.ReceivedBytes)).Groups[1].Value;
                foreach (var answer in _answers(question))
                {
                    await _socket.SendToAsync(Encoding.UTF8.GetBytes(answer), received.RemoteEndPoint, _stopping.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It was ended.
        }
    }

    [GeneratedRegex("MessageID[^>]*>([^<]*)<")]
    private static partial Regex MessageId();
}
