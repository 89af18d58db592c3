using System.Net;
using System.Net.Sockets;

namespace FalconEye.TestKit.Networks;

/// <summary>Makes a server of this process reachable at an address inside a network namespace.</summary>
public sealed class PortForward : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Socket _listener;
    private readonly Task _serving;

    private PortForward(Socket listener, IPEndPoint target)
    {
        _listener = listener;
        _serving = AcceptAsync(target);
    }

    /// <summary>Begins to pass connections on.</summary>
    /// <param name="network">Where to listen.</param>
    /// <param name="inside">The address to listen on there.</param>
    /// <param name="target">The server, in this process's own network.</param>
    public static PortForward Start(NetworkNamespace network, IPEndPoint inside, IPEndPoint target) => new(network.Run(() => Listen(inside)), target);

    /// <summary>Ends it with all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private static Socket Listen(IPEndPoint inside)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(inside);
        socket.Listen();
        return socket;
    }

    private async Task AcceptAsync(IPEndPoint target)
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(PassOnAsync(await _listener.AcceptAsync(_stopping.Token), target));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task PassOnAsync(Socket accepted, IPEndPoint target)
    {
        using var client = new NetworkStream(accepted, ownsSocket: true);
        using var connection = new TcpClient();
        try
        {
            await connection.ConnectAsync(target, _stopping.Token);
            var server = connection.GetStream();
            await Task.WhenAny(client.CopyToAsync(server, _stopping.Token), server.CopyToAsync(client, _stopping.Token));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // Nobody is there, or the test is over.
        }
    }
}
