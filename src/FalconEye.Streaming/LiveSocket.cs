using System.Buffers.Binary;
using System.Net.WebSockets;

namespace FalconEye.Streaming;

/// <summary>
/// Sends frames over a WebSocket: each a binary message of 8 bytes capture time (microseconds since 1970, big endian) and one JPEG.
/// Newest frame only; a slow viewer slows itself.
/// </summary>
public static class LiveSocket
{
    private const int TimeBytes = 8;

    /// <summary>Sends until the viewer closes, stalls, or <paramref name="cancellationToken"/> is cancelled.</summary>
    public static Task SendAsync(WebSocket socket, FrameSubscription subscription, CancellationToken cancellationToken) => ViewerSocket.RunAsync(
        socket, () => SendAllAsync(socket, subscription, cancellationToken), subscription.End, subscription.StallLimit, cancellationToken);

    /// <summary>Sends a text message, then frames until the viewer closes, stalls, or <paramref name="cancellationToken"/> is cancelled.</summary>
    public static Task SendAsync(WebSocket socket, ReadOnlyMemory<byte> announcement, FrameSubscription subscription, CancellationToken cancellationToken)
    {
        return ViewerSocket.RunAsync(socket, AnnounceAndSendAsync, subscription.End, subscription.StallLimit, cancellationToken);

        async Task AnnounceAndSendAsync()
        {
            var sending = socket.SendAsync(announcement, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            await StallGuard.WaitAsync(sending, subscription.StallLimit, socket.Abort, cancellationToken);
            await SendAllAsync(socket, subscription, cancellationToken);
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
}
