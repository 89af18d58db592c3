using FalconEye.Contracts;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Copy;
using FalconEye.Relay.Streams;
using FalconEye.Streaming;
using FalconEye.Streaming.Video;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FalconEye.Relay;

/// <summary>What the relay serves.</summary>
internal static class RelayEndpoints
{
    /// <summary>An older frame is not shown as live.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan SnapshotTime = TimeSpan.FromSeconds(12);

    /// <summary>With <c>?stream=sub</c> they serve the camera's small stream, if it has one. Maps <c>/</c>, <c>/stream</c>, <c>/video</c>, <c>/units</c>, <c>/snapshot</c> and <c>/health</c>.</summary>
    internal static void MapRelay(this WebApplication app)
    {
        app.MapGet("/", StreamAsync);
        app.MapGet("/stream", StreamAsync);
        app.MapGet("/video", VideoAsync);
        app.MapGet("/units", UnitsAsync);
        app.MapGet("/snapshot", SnapshotAsync);
        app.MapGet("/health", Health);
    }

    private static async Task StreamAsync(HttpContext context, string? stream, RelayedStreams streams, IHostApplicationLifetime lifetime)
    {
        var (state, broadcaster, _, _) = streams.Of(stream);
        if (state.Failure is { } failure)
        {
            await Unavailable(failure.Message).ExecuteAsync(context);
            return;
        }

        using var subscription = broadcaster.Subscribe(Fresh);
        await MultipartResponse.WriteAsync(context, subscription, lifetime.ApplicationStopping);
    }

    /// <summary>
    /// The camera's own video and sound, as <see cref="VideoFormat"/> says; 409 when it has none that a browser plays, so that the caller
    /// takes <c>/stream</c> instead. What the camera sends is known once it is open: the answer waits for that.
    /// </summary>
    private static async Task VideoAsync(HttpContext context, string? stream, RelayedStreams streams, IHostApplicationLifetime lifetime)
    {
        var (state, _, video, _) = streams.Of(stream);
        using var subscription = video.Subscribe();
        await WriteAsync(context, state, subscription, lifetime);
    }

    private static async Task WriteAsync(HttpContext context, RelayState state, VideoSubscription subscription, IHostApplicationLifetime lifetime)
    {
        EventHandler onFailed = (_, _) => subscription.End();
        state.Failed += onFailed;
        await using var leaving = context.RequestAborted.UnsafeRegister(static waiting => ((VideoSubscription)waiting!).End(), subscription);
        await using var stopping = lifetime.ApplicationStopping.UnsafeRegister(static waiting => ((VideoSubscription)waiting!).End(), subscription);
        try
        {
            if ((state.VideoRefusal ?? state.Failure?.Message) is not null || !await subscription.WaitAsync())
            {
                await NoVideo(state).ExecuteAsync(context);
                return;
            }
        }
        finally
        {
            state.Failed -= onFailed;
        }

        await VideoResponse.WriteAsync(context, subscription, lifetime.ApplicationStopping);
    }

    /// <summary>What the camera sends, as it is (<see cref="StreamCopy"/>); 409 as for <c>/video</c>.</summary>
    private static async Task UnitsAsync(HttpContext context, string? stream, RelayedStreams streams, IHostApplicationLifetime lifetime)
    {
        var (state, _, _, units) = streams.Of(stream);
        units.Begin();
        using var subscription = units.TrySubscribe();
        await (subscription is null ? NoVideo(state).ExecuteAsync(context) : WriteAsync(context, state, subscription, lifetime));
    }

    private static async Task SnapshotAsync(HttpContext context, string? stream, RelayedStreams streams, CancellationToken cancellationToken)
    {
        var (state, broadcaster, _, _) = streams.Of(stream);
        using var subscription = broadcaster.Subscribe(Fresh);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(SnapshotTime);
        await using var ending = deadline.Token.UnsafeRegister(static waiting => ((FrameSubscription)waiting!).End(), subscription);
        EventHandler onFailed = (_, _) => subscription.End();
        state.Failed += onFailed;
        try
        {
            if (state.Failure is null && await subscription.WaitAsync() && subscription.TryTake(out var frame))
            {
                await SendAsync(context, frame, cancellationToken);
                return;
            }
        }
        finally
        {
            state.Failed -= onFailed;
        }

        await Unavailable(state.Failure?.Message ?? "The camera sent no picture in time.").ExecuteAsync(context);
    }

    private static async Task SendAsync(HttpContext context, Frame frame, CancellationToken cancellationToken)
    {
        try
        {
            context.Response.ContentType = "image/jpeg";
            context.Response.ContentLength = frame.Jpeg.Length;
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers[MultipartFormat.TimestampHeader] = frame.CapturedAt.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await context.Response.Body.WriteAsync(frame.Jpeg, cancellationToken);
        }
        finally
        {
            frame.Release();
        }
    }

    private static JsonHttpResult<RelayHealth> Health(RelayedStreams streams) =>
        TypedResults.Json(streams.Main.State.Health() with { Viewers = streams.Viewers }, WireJson.Default.RelayHealth);

    private static JsonHttpResult<ProblemDetails> NoVideo(RelayState state) => state.VideoRefusal is { } refusal
        ? TypedResults.Json(
            new ProblemDetails { Status = StatusCodes.Status409Conflict, Title = "The camera is shown as JPEG", Detail = $"{refusal} Take /stream." },
            RelayJson.Default.ProblemDetails,
            "application/problem+json",
            StatusCodes.Status409Conflict)
        : Unavailable(state.Failure?.Message ?? "The camera sent no video in time.");

    private static JsonHttpResult<ProblemDetails> Unavailable(string detail) => TypedResults.Json(
        new ProblemDetails { Status = StatusCodes.Status503ServiceUnavailable, Title = "The camera gives no picture", Detail = detail },
        RelayJson.Default.ProblemDetails,
        "application/problem+json",
        StatusCodes.Status503ServiceUnavailable);
}
