using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FalconEye.Streaming.Video;

/// <summary>Answers a request with a stream of live video, without end.</summary>
public static class VideoResponse
{
    /// <summary>Bytes after which they are flushed even when more waits: what a viewer does not take has to stay in its queue, where it is limited.</summary>
    private const int FlushedAtLatest = 64 * 1024;

    /// <summary>Streams until the viewer leaves, stalls, its subscription ends, or <paramref name="cancellationToken"/> is cancelled.</summary>
    public static async Task WriteAsync(HttpContext context, VideoSubscription subscription, CancellationToken cancellationToken)
    {
        context.Response.ContentType = VideoFormat.ContentType;
        context.Response.Headers.CacheControl = "no-store";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, cancellationToken);
        await using var ending = stop.Token.UnsafeRegister(static state => ((VideoSubscription)state!).End(), subscription);
        try
        {
            // The head alone says that there is a stream, and the first message may be long in coming.
            await context.Response.Body.FlushAsync(stop.Token);
            while (await subscription.WaitAsync())
            {
                await SendWaitingAsync(context, subscription, stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or TimeoutException)
        {
            // The viewer left or stalled, or the program stops.
        }
        finally
        {
            context.Abort();
        }
    }

    private static async ValueTask SendWaitingAsync(HttpContext context, VideoSubscription subscription, CancellationToken cancellationToken)
    {
        var unflushed = 0;
        while (subscription.TryTake(out var message))
        {
            unflushed += Write(context, message);
            if (unflushed >= FlushedAtLatest)
            {
                await FlushAsync(context, subscription, cancellationToken);
                unflushed = 0;
            }
        }

        if (unflushed > 0)
        {
            await FlushAsync(context, subscription, cancellationToken);
        }
    }

    private static int Write(HttpContext context, VideoMessage message)
    {
        var body = context.Response.BodyWriter;
        VideoFormat.WriteHeader(message, body.GetSpan(VideoFormat.HeaderLength));
        body.Advance(VideoFormat.HeaderLength);
        System.Buffers.BuffersExtensions.Write(body, message.Payload.Span);
        return VideoFormat.HeaderLength + message.Payload.Length;
    }

    private static async ValueTask FlushAsync(HttpContext context, VideoSubscription subscription, CancellationToken cancellationToken)
    {
        var flushing = FlushOnceAsync(context);
        if (!flushing.IsCompletedSuccessfully)
        {
            await StallGuard.WaitAsync(flushing, subscription.StallLimit, context.Abort, cancellationToken);
        }
    }

    private static async ValueTask FlushOnceAsync(HttpContext context) => await context.Response.BodyWriter.FlushAsync(CancellationToken.None);
}
