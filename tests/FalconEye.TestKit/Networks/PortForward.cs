using System.Net;
using System.Net.Sockets;

namespace FalconEye.TestKit.Networks;

/// <summary>Makes a server of this process reachable at an address inside a network namespace.</summary>
public sealed class PortForward : IAsyncDisposable
{
    private readonly IPEndPoint _target;
    private readonly ConversationServer _server;

    private PortForward(NetworkNamespace network, IPEndPoint inside, IPEndPoint target)
    {
        _target = target;
        _server = ConversationServer.Start(network, inside, PassOnAsync);
    }

    /// <summary>Begins to pass connections on.</summary>
    /// <param name="network">Where to listen.</param>
    /// <param name="inside">The address to listen on there.</param>
    /// <param name="target">The server, in this process's own network.</param>
    public static PortForward Start(NetworkNamespace network, IPEndPoint inside, IPEndPoint target) => new(network, inside, target);

    /// <summary>Ends it with all connections.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task PassOnAsync(NetworkStream client, CancellationToken cancellationToken)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(_target, cancellationToken);
        var server = connection.GetStream();
        await Task.WhenAny(client.CopyToAsync(server, cancellationToken), server.CopyToAsync(client, cancellationToken));
    }
}
