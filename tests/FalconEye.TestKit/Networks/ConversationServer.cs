using System.Net;
using System.Net.Sockets;

namespace FalconEye.TestKit.Networks;

/// <summary>Listens, and holds a conversation with each that connects, until it is disposed.</summary>
public sealed class ConversationServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Socket _listener;
    private readonly Func<NetworkStream, CancellationToken, Task> _handle;
    private readonly Task _serving;

    private ConversationServer(Socket listener, Func<NetworkStream, CancellationToken, Task> handle)
    {
        (_listener, _handle) = (listener, handle);
        _serving = ServeAsync();
    }

    /// <summary>The address that it listens on.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndPoint!;

    /// <summary>Listens on a free port of loopback.</summary>
    /// <param name="handle">One conversation; that the other side leaves in the middle of it is no failure.</param>
    public static ConversationServer Start(Func<NetworkStream, CancellationToken, Task> handle) => Start(new IPEndPoint(IPAddress.Loopback, 0), handle);

    /// <summary>Listens at an address.</summary>
    /// <inheritdoc cref="Start(Func{NetworkStream, CancellationToken, Task})"/>
    public static ConversationServer Start(IPEndPoint endPoint, Func<NetworkStream, CancellationToken, Task> handle) => new(Listen(endPoint), handle);

    /// <summary>Listens at an address inside a network namespace.</summary>
    /// <inheritdoc cref="Start(Func{NetworkStream, CancellationToken, Task})"/>
    public static ConversationServer Start(NetworkNamespace network, IPEndPoint endPoint, Func<NetworkStream, CancellationToken, Task> handle) =>
        new(network.Run(() => Listen(endPoint)), handle);

    /// <summary>Ends it with all conversations.</summary>
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

    private async Task ServeAsync()
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
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            await _handle(stream, _stopping.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // The other side is gone, or the test is over.
        }
    }
}
