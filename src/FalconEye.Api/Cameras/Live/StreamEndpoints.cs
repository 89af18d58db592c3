using FalconEye.Api.Edge;
using FalconEye.Api.Problems;
using FalconEye.Streaming;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Cameras.Live;

/// <summary>A camera's frames: as Motion JPEG, as one frame, and over a WebSocket (api.md, "Cameras").</summary>
internal static class StreamEndpoints
{
    internal static RouteGroupBuilder MapStreams(this RouteGroupBuilder cameras)
    {
        cameras.MapGet("/{id:guid}/stream", StreamCamera).CountedAs(LongRequestKind.Stream);
        cameras.MapGet("/{id:guid}/snapshot", TakeSnapshot);
        cameras.MapGet("/{id:guid}/live", WatchLive).CountedAs(LongRequestKind.Stream);
        return cameras;
    }

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> StreamCamera(
        Guid id,
        string? stream,
        HttpContext context,
        CameraSnapshots snapshots,
        CameraStreams streams,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        if (StreamKinds.Parse(stream) is not { } wanted)
        {
            return Problem.Invalid(StreamKinds.Parameter, StreamKinds.Allowed);
        }

        if (await snapshots.FindRefusalAsync(id, cancellationToken) is { } refusal)
        {
            return Problem.Of(refusal);
        }

        using var subscription = streams.Subscribe(id, await snapshots.ChooseAsync(id, wanted, cancellationToken), out var frames);
        if (await snapshots.WaitForFrameAsync(frames, subscription, cancellationToken) is { } noFrame)
        {
            return Problem.Of(noFrame);
        }

        await MultipartResponse.WriteAsync(context, subscription, lifetime.ApplicationStopping);
        return TypedResults.Empty;
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> TakeSnapshot(
        Guid id, string? stream, HttpContext context, CameraSnapshots snapshots, CancellationToken cancellationToken)
    {
        if (StreamKinds.Parse(stream) is not { } wanted)
        {
            return Problem.Invalid(StreamKinds.Parameter, StreamKinds.Allowed);
        }

        if (!(await snapshots.TakeAsync(id, wanted, cancellationToken)).TryGet(out var jpeg, out var refusal))
        {
            return Problem.Of(refusal);
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(jpeg, "image/jpeg");
    }

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> WatchLive(
        Guid id,
        string? formats,
        string? stream,
        HttpContext context,
        CameraSnapshots snapshots,
        CameraStreams streams,
        LiveNegotiation negotiation,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return Problem.BadRequest("This address speaks WebSocket; for a plain client there is /stream.");
        }

        if (StreamKinds.Parse(stream) is not { } asked)
        {
            return Problem.Invalid(StreamKinds.Parameter, StreamKinds.Allowed);
        }

        if (await snapshots.FindRefusalAsync(id, cancellationToken) is { } refusal)
        {
            return Problem.Of(refusal);
        }

        var kind = await snapshots.ChooseAsync(id, asked, cancellationToken);
        if (formats is not null)
        {
            if (LiveFormats.Parse(formats) is not { } wanted)
            {
                return Problem.Invalid("formats", LiveFormats.Allowed);
            }

            using var negotiated = await context.WebSockets.AcceptWebSocketAsync();
            await negotiation.ServeAsync(id, kind, negotiated, wanted, lifetime.ApplicationStopping, cancellationToken);
            return TypedResults.Empty;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var subscription = streams.Subscribe(id, kind, out _);
        await LiveSocket.SendAsync(socket, subscription, lifetime.ApplicationStopping);
        return TypedResults.Empty;
    }
}
