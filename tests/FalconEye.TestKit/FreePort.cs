using System.Net;
using System.Net.Sockets;

namespace FalconEye.TestKit;

/// <summary>TCP ports for programs that cannot be told to take any free one.</summary>
public static class FreePort
{
    /// <summary>A loopback port that was free a moment ago; the kernel hands others out before it comes to this one again.</summary>
    public static int Next()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
