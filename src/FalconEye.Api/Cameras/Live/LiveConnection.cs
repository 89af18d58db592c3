using System.Net.Sockets;
using FalconEye.Api.Auth.Workloads;

namespace FalconEye.Api.Cameras.Live;

/// <summary>
/// How the server connects to a workload's stream: it gives up soon, and keeps the connection alive, so that an end that is gone without a
/// word is noticed by TCP as well (RFC 9293, section 3.8.4).
/// </summary>
internal static class LiveConnection
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private const int KeepAliveIdleSeconds = 10;
    private const int KeepAliveIntervalSeconds = 5;
    private const int KeepAliveProbes = 3;

    internal static SocketsHttpHandler CreateHandler(WorkloadConnections workloads) => new()
    {
        ConnectTimeout = ConnectTimeout,
        UseProxy = false,
        ConnectCallback = async (context, cancellationToken) =>
        {
            Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveIdleSeconds);
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveIntervalSeconds);
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                workloads.Verify(context);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };
}
