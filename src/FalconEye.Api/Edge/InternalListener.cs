using System.Net;
using System.Net.Sockets;

namespace FalconEye.Api.Edge;

/// <summary>
/// A plain HTTP port of loopback for recorders on this machine, while everyone else gets HTTPS: it answers reports of recordings and
/// downloads, with the same credentials, and nothing else. It is bound before the server starts, since recorders get its address when
/// they start.
/// </summary>
internal sealed class InternalListener
{
    private static readonly string[] Paths = ["/api/recordings", "/healthz"];

    private readonly Socket _socket;

    private InternalListener(Socket socket) => _socket = socket;

    /// <summary>The address that it listens on.</summary>
    internal IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Its address for recorders.</summary>
    internal string Address => $"http://{EndPoint}";

    /// <summary>Binds a free port.</summary>
    internal static InternalListener Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return new(socket);
    }

    /// <summary>The socket, for the server.</summary>
    internal Socket Take() => _socket;

    /// <summary>Whether a request came to this port and asks for something that is not for recorders.</summary>
    internal bool Refuses(HttpContext context) =>
        context.Connection.LocalPort == EndPoint.Port && !Paths.Any(path => context.Request.Path.StartsWithSegments(path));
}
