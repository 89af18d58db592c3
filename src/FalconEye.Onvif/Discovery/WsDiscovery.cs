using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace FalconEye.Onvif.Discovery;

/// <summary>Asks the local networks which ONVIF devices are there, by multicast; routers do not pass it on.</summary>
public static class WsDiscovery
{
    /// <summary>More devices than a network has; the rest of a flood is dropped.</summary>
    private const int MaxDevices = 1024;

    private const int MaxDatagram = 64 * 1024;

    private static readonly IPEndPoint Group = new(IPAddress.Parse("239.255.255.250"), 3702);

    /// <summary>When the question is sent: more than once, since datagrams get lost (SOAP-over-UDP, section 4.1).</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.Zero, TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(500)];

    /// <summary>Asks on every interface with a socket of its own, and tells each device once, as soon as it answers.</summary>
    /// <param name="options">Where, and for how long.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>The devices; ends when the time is over. An interface that cannot be asked on is left out.</returns>
    public static async IAsyncEnumerable<DiscoveredDevice> ProbeAsync(
        WsDiscoveryOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ending.CancelAfter(options.Duration);
        var found = Channel.CreateBounded<DiscoveredDevice>(new BoundedChannelOptions(MaxDevices) { FullMode = BoundedChannelFullMode.DropWrite });
        var asking = AskAsync(options.Interfaces ?? OwnAddresses(), found.Writer, ending.Token);
        try
        {
            var known = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var device in found.Reader.ReadAllAsync(cancellationToken))
            {
                if (known.Count < MaxDevices && known.Add(device.Id))
                {
                    yield return device;
                }
            }
        }
        finally
        {
            await ending.CancelAsync();
            await asking;
        }
    }

    private static IReadOnlyList<IPAddress> OwnAddresses() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.OperationalStatus != OperationalStatus.Down && card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork),
    ];

    private static async Task AskAsync(IReadOnlyList<IPAddress> interfaces, ChannelWriter<DiscoveredDevice> found, CancellationToken cancellationToken)
    {
        await Task.WhenAll(interfaces.Select(address => AskOnAsync(address, found, cancellationToken)));
        found.Complete();
    }

    private static async Task AskOnAsync(IPAddress address, ChannelWriter<DiscoveredDevice> found, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(address, 0));
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, address.GetAddressBytes());
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, 1);
            string[] questions = [NewId(), NewId()];
            var sending = SendAsync(socket, questions, cancellationToken);
            await ReceiveAsync(socket, questions.ToHashSet(StringComparer.Ordinal), found, cancellationToken);
            await sending;
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The time is over; or this interface takes no multicast, and the others may.
        }
    }

    private static string NewId() => $"urn:uuid:{Guid.NewGuid()}";

    private static async Task SendAsync(Socket socket, string[] questions, CancellationToken cancellationToken)
    {
        foreach (var pause in Pauses)
        {
            await Task.Delay(pause, cancellationToken);
            await socket.SendToAsync(ProbeMessages.Probe(questions[0], anyDevice: false), Group, cancellationToken);
            await socket.SendToAsync(ProbeMessages.Probe(questions[1], anyDevice: true), Group, cancellationToken);
        }
    }

    private static async Task ReceiveAsync(
        Socket socket, HashSet<string> questions, ChannelWriter<DiscoveredDevice> found, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxDatagram];
        var anywhere = new IPEndPoint(IPAddress.Any, 0);
        while (true)
        {
            var received = await socket.ReceiveFromAsync(buffer, anywhere, cancellationToken);
            foreach (var device in ProbeMessages.ReadMatches(buffer.AsMemory(0, received.ReceivedBytes), ((IPEndPoint)received.RemoteEndPoint).Address, questions))
            {
                found.TryWrite(device);
            }
        }
    }
}
