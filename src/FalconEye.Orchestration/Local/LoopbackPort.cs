using System.Net;
using System.Net.Sockets;

namespace FalconEye.Orchestration.Local;

/// <summary>Hands out ports of the loopback interface.</summary>
internal static class LoopbackPort
{
    /// <summary>A port that nothing uses now. The kernel chooses among thousands, so the same one does not come again soon.</summary>
    internal static int Reserve() => TryBind(0) ?? throw new IOException("No port of the loopback interface is free.");

    /// <summary>The given port while nothing uses it, else another.</summary>
    internal static int KeepOrReserve(int port) => TryBind(port) ?? Reserve();

    private static int? TryBind(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    internal static Uri AddressOf(int port) => new($"http://127.0.0.1:{port}/");
}
