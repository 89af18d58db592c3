using FalconEye.Api.Edge;
using FalconEye.Api.Problems;
using FalconEye.Streaming;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Cameras.Live;

/// <summary>A camera's pictures: as Motion JPEG, as one picture, and over a WebSocket (api.md, "Cameras").</summary>
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
        HttpContext context,
        CameraSnapshots snapshots,
        CameraStreams streams,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        if (await snapshots.FindProblemAsync(id, cancellationToken) is { } problem)
        {
            return problem;
        }

        var stream = streams.Of(id);
        using var subscription = stream.Subscribe();
        if (await CameraSnapshots.WaitForFrameAsync(stream, subscription, cancellationToken) is { } noPicture)
        {
            return noPicture;
        }

        await MultipartResponse.WriteAsync(context, subscription, lifetime.ApplicationStopping);
        return TypedResults.Empty;
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> TakeSnapshot(
        Guid id, HttpContext context, CameraSnapshots snapshots, CancellationToken cancellationToken)
    {
        var (jpeg, problem) = await snapshots.TakeAsync(id, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(jpeg!, "image/jpeg");
    }

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> WatchLive(
        Guid id,
        HttpContext context,
        CameraSnapshots snapshots,
        CameraStreams streams,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return Problem.BadRequest("This address speaks WebSocket; for a plain client there is /stream.");
        }

        if (await snapshots.FindProblemAsync(id, cancellationToken) is { } problem)
        {
            return problem;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var subscription = streams.Of(id).Subscribe();
        await LiveSocket.SendAsync(socket, subscription, lifetime.ApplicationStopping);
        return TypedResults.Empty;
    }
}
