using System.Net;
using System.Net.Sockets;

namespace FalconEye.KubernetesApi.Networking;

/// <summary>
/// Passes TCP connections of one address on to another, as kube-proxy's rules do: nothing listens when nothing is behind it.
/// </summary>
internal sealed class PortForwarder : IDisposable
{
    private readonly Socket _listener;
    private readonly Func<IPEndPoint?> _choose;
    private readonly CancellationTokenSource _ending = new();

    /// <param name="address">Where to listen.</param>
    /// <param name="choose">The end for a new connection; null refuses it.</param>
    /// <exception cref="SocketException">The address is taken.</exception>
    internal PortForwarder(IPEndPoint address, Func<IPEndPoint?> choose)
    {
        _choose = choose;
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(address);
            _listener.Listen();
        }
        catch (SocketException)
        {
            _listener.Dispose();
            throw;
        }

        _ = AcceptAsync();
    }

    /// <summary>Stops listening; connections that are open stay.</summary>
    public void Dispose()
    {
        _ending.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                _ = PassOnAsync(await _listener.AcceptAsync(_ending.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException && _ending.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException)
            {
                // The caller went before it was taken; the next one may stay.
            }
        }
    }

    private async Task PassOnAsync(Socket caller)
    {
        using Socket end = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using (caller)
        {
            try
            {
                if (_choose() is { } chosen)
                {
                    caller.NoDelay = end.NoDelay = true;
                    await end.ConnectAsync(chosen);
                    await Task.WhenAll(CopyAsync(caller, end), CopyAsync(end, caller));
                    return;
                }
            }
            catch (SocketException)
            {
                // One of the two has gone: the other is told by a reset.
            }

            Reset(caller);
            Reset(end);
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(64 * 1024);
        for (int read; (read = await from.ReceiveAsync(buffer)) > 0;)
        {
            for (var sent = 0; sent < read;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
            }
        }

        to.Shutdown(SocketShutdown.Send);
    }

    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }
}
