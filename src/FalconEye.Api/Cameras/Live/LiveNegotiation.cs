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

    /// <summary>A workload that has just come up may refuse a connection or two.</summary>
    private static readonly TimeSpan StartUpTime = TimeSpan.FromSeconds(3);

    /// <summary>Serves until the viewer leaves or stalls, or the server stops.</summary>
    internal async Task ServeAsync(
        Guid cameraId, StreamKind kind, WebSocket socket, LiveFormats formats, CancellationToken stopping, CancellationToken aborted)
    {
        if (kind == StreamKind.Sub && !await IsDeliveredAsync(cameraId, aborted))
        {
            kind = StreamKind.Main;
        }

        if (formats.Mp4)
        {
            using var subscription = streams.SubscribeVideo(cameraId, kind, out var video);
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

        using var pictures = streams.Subscribe(cameraId, kind, out _);
        await LiveSocket.SendAsync(socket, "{\"format\":\"jpeg\"}"u8.ToArray(), pictures, stopping);
    }

    /// <summary>
    /// Whether the camera's small stream comes, as video or as JPEG: one that does not, such as one whose address has changed, gives way to the
    /// large one, so that the wall shows something.
    /// </summary>
    private async Task<bool> IsDeliveredAsync(Guid cameraId, CancellationToken aborted)
    {
        using var subscription = streams.SubscribeVideo(cameraId, StreamKind.Sub, out var video);
        using var timeout = Deadline.After(AnswerTimeout, time, aborted);
        await using var ending = timeout.Token.UnsafeRegister(static state => ((VideoSubscription)state!).End(), subscription);
        var message = subscription.WaitAsync().AsTask();
        var startingUp = Task.Delay(StartUpTime, time, timeout.Token);
        Task failure;
        Task first;
        do
        {
            failure = video.Failure;
            first = await Task.WhenAny(message, video.NoVideo, failure);
        }
        while (first == failure && !startingUp.IsCompleted);
        return first == video.NoVideo || (first == message && await message);
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
