using System.Net;
using System.Net.Sockets;

namespace FalconEye.Discovery.Network;

/// <summary>Sees which ports of an address accept a connection; nothing is sent.</summary>
internal sealed class PortSweep(SocketBudget sockets)
{
    /// <summary>Longer than a dozing camera on Wi-Fi takes; an absent one costs as much, so it decides how long a scan takes.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromMilliseconds(600);

    /// <returns>The ports that are open, in the order of <paramref name="ports"/>.</returns>
    internal async Task<IReadOnlyList<int>> FindOpenAsync(IPAddress address, IEnumerable<int> ports, CancellationToken cancellationToken)
    {
        var tries = ports.Select(async port => (port, IsOpen: await IsOpenAsync(new IPEndPoint(address, port), cancellationToken)));
        return [.. (await Task.WhenAll(tries)).Where(tried => tried.IsOpen).Select(tried => tried.port)];
    }

    private async Task<bool> IsOpenAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        using var place = await sockets.TakeForSweepAsync(cancellationToken);
        using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ConnectTimeout);
        try
        {
            await socket.ConnectAsync(endPoint, deadline.Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // On a busy machine the answer may be there, and this process had no time to read it.
            return socket.Poll(TimeSpan.Zero, SelectMode.SelectWrite) && socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is 0;
        }
    }
}
