using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FalconEye.TestKit.Networks;

namespace FalconEye.Discovery.Tests.Network;

/// <summary>A server that answers each request in the same way, or never, and keeps what it was asked.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Func<string, string> _answer;
    private readonly ConversationServer _server;
    private int _connections;

    private ScriptedServer(Func<Func<NetworkStream, CancellationToken, Task>, ConversationServer> start, Func<string, string> answer)
    {
        _answer = answer;
        _server = start(ConverseAsync);
    }

    /// <summary>All that it was sent, a request each.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>How many connections are open now.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The address that it listens on.</summary>
    public IPEndPoint EndPoint => _server.EndPoint;

    /// <summary>Starts one that always says the same; an empty answer is none.</summary>
    public static ScriptedServer Start(NetworkNamespace network, IPEndPoint endPoint, string answer) => new(converse => ConversationServer.Start(network, endPoint, converse), _ => answer);

    /// <summary>Starts one on loopback.</summary>
    /// <param name="endPoint">Where.</param>
    /// <param name="answer">What it says to a request; an empty answer is none.</param>
    public static ScriptedServer Start(IPEndPoint endPoint, Func<string, string> answer) => new(converse => ConversationServer.Start(endPoint, converse), answer);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ConverseAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _connections);
        var buffer = new byte[16 * 1024];
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var length)
            {
                var request = Encoding.Latin1.GetString(buffer, 0, length);
                _requests.Enqueue(request);
                await stream.WriteAsync(Encoding.Latin1.GetBytes(_answer(request)), cancellationToken);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }
}
