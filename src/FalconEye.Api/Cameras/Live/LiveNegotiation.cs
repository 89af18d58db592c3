using System.Net.WebSockets;
using FalconEye.Processes;
using FalconEye.Streaming;
using FalconEye.Streaming.Video;

namespace FalconEye.Api.Cameras.Live;

/// <summary>
/// Serves a viewer of the live view that has said what it takes: the camera's own video when it plays that, else JPEG frames. A text message
/// says which (api.md, "Additions").
/// </summary>
internal sealed class LiveNegotiation(CameraStreams streams, TimeProvider time)
{
    /// <summary>A relay that opens its camera has an answer by then, which is 10 s; players give a connection up after 15.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(12);

    /// <summary>Serves until the viewer leaves or stalls, or the server stops.</summary>
    internal async Task ServeAsync(Guid cameraId, WebSocket socket, LiveFormats formats, CancellationToken stopping, CancellationToken aborted)
    {
        if (formats.Mp4)
        {
            using var subscription = streams.SubscribeVideo(cameraId, out var video);
            if (await IsPlayableAsync(video, subscription, formats, aborted))
            {
                await VideoSocket.SendAsync(socket, subscription, stopping);
                return;
            }
        }

        if (!formats.Jpeg)
        {
            await RefuseAsync(socket, aborted);
            return;
        }

        using var pictures = streams.Subscribe(cameraId, out _);
        await LiveSocket.SendAsync(socket, "{\"format\":\"jpeg\"}"u8.ToArray(), pictures, stopping);
    }

    private async Task<bool> IsPlayableAsync(VideoStream video, VideoSubscription subscription, LiveFormats formats, CancellationToken aborted)
    {
        using var timeout = Deadline.After(AnswerTimeout, time, aborted);
        await using var ending = timeout.Token.UnsafeRegister(static state => ((VideoSubscription)state!).End(), subscription);
        var message = subscription.WaitAsync().AsTask();
        return await Task.WhenAny(message, video.NoVideo) == message
            && await message
            && subscription.TryPeek(out var first)
            && formats.Takes(first.ReadInit().Mime);
    }

    private static async Task RefuseAsync(WebSocket socket, CancellationToken aborted)
    {
        try
        {
            await socket.CloseAsync(WebSocketCloseStatus.InvalidMessageType, "The camera's video is in none of the formats that you take.", aborted);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The viewer has left.
        }
    }
}
