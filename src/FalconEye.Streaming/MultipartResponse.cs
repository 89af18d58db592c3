using System.Buffers;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FalconEye.Streaming;

/// <summary>Answers a request with a stream of frames, newest first and without end.</summary>
public static class MultipartResponse
{
    /// <summary>
    /// Streams until the viewer leaves, stalls, or <paramref name="cancellationToken"/> is cancelled. On a plain HTTP/1.1 connection the
    /// frames go from their shared buffer straight to the socket; Kestrel's own writer would copy each of them for each viewer.
    /// Callbacks for the start of the response do not run then.
    /// </summary>
    public static async Task WriteAsync(HttpContext context, FrameSubscription subscription, CancellationToken cancellationToken)
    {
        context.Response.ContentType = MultipartFormat.ContentType;
        context.Response.Headers.CacheControl = "no-store";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, cancellationToken);
        await using var ending = stop.Token.UnsafeRegister(static state => ((FrameSubscription)state!).End(), subscription);
        IFrameSink sink = SocketOf(context) is { } socket ? new SocketSink(context, socket) : new BodySink(context);
        try
        {
            await sink.StartAsync(stop.Token);
            await SendAllAsync(subscription, sink, context, stop.Token);
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or ObjectDisposedException or TimeoutException)
        {
            // The viewer left or stalled, or the program stops; a stream has no other end.
        }
        finally
        {
            context.Abort();
        }
    }

    private static async Task SendAllAsync(FrameSubscription subscription, IFrameSink sink, HttpContext context, CancellationToken cancellationToken)
    {
        while (await subscription.WaitAsync())
        {
            while (subscription.TryTake(out var frame))
            {
                try
                {
                    var sending = sink.SendAsync(frame);
                    if (!sending.IsCompletedSuccessfully)
                    {
                        await StallGuard.WaitAsync(sending, subscription.StallLimit, context.Abort, cancellationToken);
                    }
                }
                finally
                {
                    frame.Release();
                }
            }
        }
    }

    /// <summary>The connection's socket, when nothing stands between it and HTTP/1.x: no TLS, no HTTP/2, no test server.</summary>
    private static Socket? SocketOf(HttpContext context) =>
        HttpProtocol.IsHttp11(context.Request.Protocol)
        && context.Features.Get<ITlsConnectionFeature>() is null
        && !context.Response.HasStarted
            ? context.Features.Get<IConnectionSocketFeature>()?.Socket
            : null;

    private interface IFrameSink
    {
        ValueTask StartAsync(CancellationToken cancellationToken);

        ValueTask SendAsync(Frame frame);
    }

    private sealed class SocketSink(HttpContext context, Socket socket) : IFrameSink
    {
        /// <summary>Frames that wait in the kernel for a slow viewer: more would only make what it sees older.</summary>
        private const int FramesQueued = 2;

        private const int MinQueueLength = 64 * 1024;

        private bool _sized;

        public async ValueTask StartAsync(CancellationToken cancellationToken)
        {
            var head = new StringBuilder("HTTP/1.1 200 OK\r\nConnection: close\r\n");
            foreach (var (name, values) in context.Response.Headers)
            {
                foreach (var value in values)
                {
                    head.Append(name).Append(": ").Append(value).Append("\r\n");
                }
            }

            await SendWholeAsync(Encoding.Latin1.GetBytes($"{head}\r\n{Encoding.ASCII.GetString(MultipartFormat.Start)}"), cancellationToken);
        }

        public async ValueTask SendAsync(Frame frame)
        {
            if (!_sized)
            {
                _sized = true;
                socket.SendBufferSize = Math.Max(MinQueueLength, FramesQueued * frame.Part.Length);
            }

            await SendWholeAsync(frame.Part, CancellationToken.None);
        }

        private async ValueTask SendWholeAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            while (bytes.Length > 0)
            {
                bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, cancellationToken)..];
            }
        }
    }

    private sealed class BodySink(HttpContext context) : IFrameSink
    {
        public async ValueTask StartAsync(CancellationToken cancellationToken)
        {
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            context.Response.BodyWriter.Write(MultipartFormat.Start);
            await context.Response.BodyWriter.FlushAsync(cancellationToken);
        }

        public async ValueTask SendAsync(Frame frame) => await context.Response.BodyWriter.WriteAsync(frame.Part, context.RequestAborted);
    }
}
