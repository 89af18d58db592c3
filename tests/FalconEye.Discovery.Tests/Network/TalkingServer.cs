using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FalconEye.TestKit.Networks;

namespace FalconEye.Discovery.Tests.Network;

/// <summary>A server that answers each request in the same way, or never, and keeps what it was asked.</summary>
public sealed class TalkingServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Socket _listener;
    private readonly Func<string, string> _answer;
    private readonly Task _serving;
    private int _connections;

    private TalkingServer(Socket listener, Func<string, string> answer)
    {
        (_listener, _answer) = (listener, answer);
        _serving = AcceptAsync();
    }

    /// <summary>All that it was sent, a request each.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>How many connections are open now.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndPoint!;

    /// <summary>Starts one that always says the same; an empty answer is none.</summary>
    public static TalkingServer Start(NetworkNamespace network, IPEndPoint endPoint, string answer) => new(network.Run(() => Listen(endPoint)), _ => answer);

    /// <summary>Starts one on loopback.</summary>
    /// <param name="endPoint">Where.</param>
    /// <param name="answer">What it says to a request; an empty answer is none.</param>
    public static TalkingServer Start(IPEndPoint endPoint, Func<string, string> answer) => new(Listen(endPoint), answer);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private static Socket Listen(IPEndPoint endPoint)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(endPoint);
        socket.Listen();
        return socket;
    }

    private async Task AcceptAsync()
    {
        List<Task> conversations = [];
        try
        {
            while (true)
            {
                conversations.Add(ConverseAsync(await _listener.AcceptAsync(_stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task ConverseAsync(Socket socket)
    {
        Interlocked.Increment(ref _connections);
        var buffer = new byte[16 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, _stopping.Token) is > 0 and var length)
            {
                var request = Encoding.Latin1.GetString(buffer, 0, length);
                _requests.Enqueue(request);
                await socket.SendAsync(Encoding.Latin1.GetBytes(_answer(request)), _stopping.Token);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The other side is gone, or the test is over.
        }
        finally
        {
            socket.Dispose();
            Interlocked.Decrement(ref _connections);
        }
    }
}
