using System.Net.WebSockets;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FalconEye.Streaming.Video;

/// <summary>
/// Sends live video over a WebSocket: before each beginning of an MP4 a text message <c>{"format":"mp4","mime":"..."}</c>, and each message
/// as a binary one of 8 bytes capture time (microseconds since 1970, big endian), 1 byte kind (<see cref="VideoMessageKind"/>) and payload.
/// </summary>
public static class VideoSocket
{
    /// <summary>Sends until the viewer closes, stalls, or <paramref name="cancellationToken"/> is cancelled.</summary>
    public static Task SendAsync(WebSocket socket, VideoSubscription subscription, CancellationToken cancellationToken) => ViewerSocket.RunAsync(
        socket, () => SendAllAsync(socket, subscription, cancellationToken), subscription.End, subscription.StallLimit, cancellationToken);

    private static async Task SendAllAsync(WebSocket socket, VideoSubscription subscription, CancellationToken cancellationToken)
    {
        while (await subscription.WaitAsync())
        {
            while (subscription.TryTake(out var message))
            {
                var sending = message.Kind == VideoMessageKind.Init
                    ? SendInitAsync(socket, message)
                    : socket.SendAsync(message.Socket, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
                if (!sending.IsCompletedSuccessfully)
                {
                    await StallGuard.WaitAsync(sending, subscription.StallLimit, socket.Abort, cancellationToken);
                }
            }
        }
    }

    private static async ValueTask SendInitAsync(WebSocket socket, VideoMessage message)
    {
        var init = message.ReadInit();
        await socket.SendAsync(Announcement(init.Mime), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var segment = VideoMessage.Create(VideoMessageKind.Init, message.CapturedAt, [init.Segment]);
        await socket.SendAsync(segment.Socket, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
    }

    private static ReadOnlyMemory<byte> Announcement(string mime)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("format", "mp4");
        json.WriteString("mime", mime);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
