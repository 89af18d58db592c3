using System.Buffers.Binary;
using System.Net.WebSockets;

namespace FalconEye.Streaming;

/// <summary>
/// Sends pictures over a WebSocket: each a binary message of 8 bytes capture time (microseconds since 1970, big endian) and one JPEG.
/// Newest frame only; a slow viewer slows itself.
/// </summary>
public static class LiveSocket
{
    private const int TimeBytes = 8;

    /// <summary>Sends until the viewer closes, stalls, or <paramref name="cancellationToken"/> is cancelled.</summary>
    public static async Task SendAsync(WebSocket socket, FrameSubscription subscription, CancellationToken cancellationToken)
    {
        await using var ending = cancellationToken.UnsafeRegister(static state => ((FrameSubscription)state!).End(), subscription);
        var listening = ListenAsync(socket, subscription);
        try
        {
            await SendAllAsync(socket, subscription, cancellationToken);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                var goodbye = socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                await StallGuard.WaitAsync(new ValueTask(goodbye), subscription.StallLimit, socket.Abort, CancellationToken.None);
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

    private static async Task SendAllAsync(WebSocket socket, FrameSubscription subscription, CancellationToken cancellationToken)
    {
        var time = new byte[TimeBytes];
        while (await subscription.WaitAsync())
        {
            while (subscription.TryTake(out var frame))
            {
                try
                {
                    BinaryPrimitives.WriteInt64BigEndian(time, frame.CapturedAt);
                    await StallGuard.WaitAsync(SendOneAsync(socket, time, frame), subscription.StallLimit, socket.Abort, cancellationToken);
                }
                finally
                {
                    frame.Release();
                }
            }
        }
    }

    private static async ValueTask SendOneAsync(WebSocket socket, ReadOnlyMemory<byte> time, Frame frame)
    {
        await socket.SendAsync(time, WebSocketMessageType.Binary, endOfMessage: false, CancellationToken.None);
        await socket.SendAsync(frame.Jpeg, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
    }

    /// <summary>Hears the viewer's goodbye; anything else it says is read and dropped.</summary>
    private static async Task ListenAsync(WebSocket socket, FrameSubscription subscription)
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
            // Gone without a goodbye.
        }
        finally
        {
            subscription.End();
        }
    }
}
