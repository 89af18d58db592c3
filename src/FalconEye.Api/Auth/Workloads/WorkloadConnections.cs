using System.Net.Sockets;
using FalconEye.Orchestration;
using FalconEye.Processes;

namespace FalconEye.Api.Auth.Workloads;

/// <summary>
/// Opens the connections to workloads. One of this machine is a child that listens on a loopback port: while it is down, or has not begun to
/// listen, any program can take the port, and must not be shown the credential (<see cref="WorkloadAuthorization"/>).
/// </summary>
internal sealed class WorkloadConnections(IWorkloadOrchestrator orchestrator, WorkloadAddresses known)
{
    /// <summary>Connects, and looks who listens before anything is sent (<see cref="SocketsHttpHandler.ConnectCallback"/>).</summary>
    /// <exception cref="HttpRequestException">The port belongs to another program at this moment.</exception>
    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            Verify(context);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Looks who listens where a connection has just been made.</summary>
    /// <exception cref="HttpRequestException">As <see cref="ConnectAsync"/>.</exception>
    internal void Verify(SocketsHttpConnectionContext context)
    {
        if (!IsServed(context.InitialRequestMessage.RequestUri!, context.DnsEndPoint.Port))
        {
            throw new HttpRequestException("Another program listens on the port of this camera's program.");
        }
    }

    private bool IsServed(Uri address, int port) =>
        !known.ByAuthority.TryGetValue(address.Authority, out var key)
        || orchestrator.Find(key) is not { ProcessId: { } processId }
        || (LoopbackPeer.IsOwnListener(port) && IsAlive(processId));

    /// <summary>
    /// Only one process listens on a port: while the child lives and has begun to listen, no one else does. It ends by closing its sockets,
    /// and is a zombie from then on (proc(5), the state in <c>/proc/PID/stat</c>).
    /// </summary>
    private static bool IsAlive(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..] is not ['Z' or 'X', ..];
        }
        catch (IOException)
        {
            return false;
        }
    }
}
