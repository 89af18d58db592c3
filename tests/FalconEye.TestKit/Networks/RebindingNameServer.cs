using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FalconEye.TestKit.Networks;

/// <summary>
/// The name server of an attacker (DNS rebinding): each time that it is asked for the address of a name, it gives the next of its list.
/// It answers over UDP (RFC 1035, section 4.1), with a lifetime of 0.
/// </summary>
public sealed class RebindingNameServer : IAsyncDisposable
{
    private const int HeaderLength = 12;
    private const ushort AddressType = 1;

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly Socket _socket;
    private readonly IReadOnlyList<IPAddress> _addresses;
    private readonly Task _serving;

    private RebindingNameServer(Socket socket, IReadOnlyList<IPAddress> addresses)
    {
        (_socket, _addresses) = (socket, addresses);
        _serving = ServeAsync();
    }

    /// <summary>How often the address of a name was asked for.</summary>
    public int Asked(string name) => _asked.GetValueOrDefault(name);

    /// <summary>Answers on port 53 of a network's loopback.</summary>
    /// <param name="network">The network.</param>
    /// <param name="addresses">What each name is, in this order, and from the beginning again.</param>
    public static RebindingNameServer Start(NetworkNamespace network, IReadOnlyList<IPAddress> addresses) => new(
        network.Run(() =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 53));
            return socket;
        }),
        addresses);

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
        var buffer = new byte[1024];
        try
        {
            while (true)
            {
                var from = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stopping.Token);
                await _socket.SendToAsync(AnswerTo(buffer.AsSpan(0, from.ReceivedBytes)), SocketFlags.None, from.RemoteEndPoint, _stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private byte[] AnswerTo(ReadOnlySpan<byte> query)
    {
        var (name, end) = NameOf(query);
        var isAddress = BinaryPrimitives.ReadUInt16BigEndian(query[end..]) == AddressType;
        var question = query[HeaderLength..(end + 4)];

        // A response that is authoritative, to one question, with one answer or none.
        byte[] head = [query[0], query[1], 0x84, 0x00, 0, 1, 0, (byte)(isAddress ? 1 : 0), 0, 0, 0, 0];
        if (!isAddress)
        {
            return [.. head, .. question];
        }

        var address = _addresses[(_asked.AddOrUpdate(name, 1, (_, count) => count + 1) - 1) % _addresses.Count];
        return [.. head, .. question, 0xC0, HeaderLength, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, .. address.GetAddressBytes()];
    }

    private static (string Name, int End) NameOf(ReadOnlySpan<byte> query)
    {
        List<string> labels = [];
        var at = HeaderLength;
        for (; query[at] > 0; at += query[at] + 1)
        {
            labels.Add(Encoding.ASCII.GetString(query.Slice(at + 1, query[at])));
        }

        return (string.Join('.', labels), at + 1);
    }
}
