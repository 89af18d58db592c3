using System.Net.WebSockets;

namespace FalconEye.Streaming;

/// <summary>One viewer's WebSocket from its first message to its end, whatever is sent.</summary>
internal static class ViewerSocket
{
    /// <summary>Sends until the viewer closes, stalls, or <paramref name="cancellationToken"/> is cancelled; then closes the socket.</summary>
    /// <param name="socket">The viewer's.</param>
    /// <param name="sendAll">Sends until there is nothing more to come.</param>
    /// <param name="end">Ends the waiting for more.</param>
    /// <param name="stallLimit">How long the viewer may take for a message.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    internal static async Task RunAsync(WebSocket socket, Func<Task> sendAll, Action end, TimeSpan stallLimit, CancellationToken cancellationToken)
    {
        await using var ending = cancellationToken.UnsafeRegister(static state => ((Action)state!)(), end);
        var listening = ListenAsync(socket, end);
        try
        {
            await sendAll();
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                var closing = socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                await StallGuard.WaitAsync(new ValueTask(closing), stallLimit, socket.Abort, CancellationToken.None);
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or TimeoutException)
        {
            // The viewer left or stalled, or the program stops.
        }
        finally
        {
            socket.Abort();
            await listening;
        }
    }

    /// <summary>Reads the viewer's close message; anything else it says is dropped.</summary>
    private static async Task ListenAsync(WebSocket socket, Action end)
    {
        var scratch = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(scratch.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection ended without a close message.
        }
        finally
        {
            end();
        }
    }
}
