using FalconEye.Api.Problems;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Orchestration;
using FalconEye.Streaming;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Cameras.Live;

/// <summary>A camera's pictures: as Motion JPEG, as one picture, and over a WebSocket (api.md, "Cameras").</summary>
internal static class StreamEndpoints
{
    /// <summary>A source is given up after 10 s by its relay; a moment more, and the relay's reason has arrived.</summary>
    private static readonly TimeSpan FirstFramePatience = TimeSpan.FromSeconds(12);

    /// <summary>A workload that has just come up, or comes up again, may refuse a connection or two; the next attempt follows by itself.</summary>
    private static readonly TimeSpan StartUpPatience = TimeSpan.FromSeconds(3);

    internal static RouteGroupBuilder MapStreams(this RouteGroupBuilder cameras)
    {
        cameras.MapGet("/{id:guid}/stream", StreamCamera);
        cameras.MapGet("/{id:guid}/snapshot", TakeSnapshot);
        cameras.MapGet("/{id:guid}/live", WatchLive);
        return cameras;
    }

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> StreamCamera(
        Guid id,
        HttpContext context,
        FalconEyeContext database,
        CameraStreams streams,
        IWorkloadOrchestrator orchestrator,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        if (await FindProblemAsync(id, database, orchestrator, cancellationToken) is { } problem)
        {
            return problem;
        }

        var stream = streams.Of(id);
        using var subscription = stream.Subscribe();
        if (await WaitForFrameAsync(stream, subscription, cancellationToken) is { } noPicture)
        {
            return noPicture;
        }

        await MultipartResponse.WriteAsync(context, subscription, lifetime.ApplicationStopping);
        return TypedResults.Empty;
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> TakeSnapshot(
        Guid id,
        HttpContext context,
        FalconEyeContext database,
        CameraStreams streams,
        IWorkloadOrchestrator orchestrator,
        CancellationToken cancellationToken)
    {
        if (await FindProblemAsync(id, database, orchestrator, cancellationToken) is { } problem)
        {
            return problem;
        }

        var stream = streams.Of(id);
        using var subscription = stream.Subscribe();
        if (await WaitForFrameAsync(stream, subscription, cancellationToken) is { } noPicture)
        {
            return noPicture;
        }

        if (!subscription.TryTake(out var frame))
        {
            return Problem.BadGateway("The camera's picture ended.");
        }

        try
        {
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.File(frame.Jpeg.ToArray(), "image/jpeg");
        }
        finally
        {
            frame.Release();
        }
    }

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> WatchLive(
        Guid id,
        HttpContext context,
        FalconEyeContext database,
        CameraStreams streams,
        IWorkloadOrchestrator orchestrator,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return Problem.BadRequest("This address speaks WebSocket; for a plain client there is /stream.");
        }

        if (await FindProblemAsync(id, database, orchestrator, cancellationToken) is { } problem)
        {
            return problem;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var subscription = streams.Of(id).Subscribe();
        await LiveSocket.SendAsync(socket, subscription, lifetime.ApplicationStopping);
        return TypedResults.Empty;
    }

    /// <returns>404 for an unknown camera, 503 for one that is not running, 502 with the reason for one that fails.</returns>
    private static async Task<ProblemHttpResult?> FindProblemAsync(
        Guid id, FalconEyeContext database, IWorkloadOrchestrator orchestrator, CancellationToken cancellationToken)
    {
        if (await database.Cameras.FindAsync([id], cancellationToken) is not { } camera)
        {
            return Problem.CameraNotFound(id);
        }

        if (orchestrator.Find(new(id, WorkloadComponent.Camera)) is null)
        {
            return Problem.Unavailable($"{camera.Name} is not running. Start it to watch it.");
        }

        return camera.Status == CameraStatus.Error ? NoPicture(camera) : null;
    }

    private static ProblemHttpResult NoPicture(Camera camera) => Problem.BadGateway($"{camera.Name} has no picture: {camera.LastError}");

    /// <summary>Waits for a first picture, so that a camera without one is answered with the reason and not with silence.</summary>
    private static async Task<ProblemHttpResult?> WaitForFrameAsync(
        CameraStream stream, FrameSubscription subscription, CancellationToken cancellationToken)
    {
        var frame = subscription.WaitAsync().AsTask();
        var patience = Task.Delay(FirstFramePatience, cancellationToken);
        var startingUp = Task.Delay(StartUpPatience, cancellationToken);
        Task<string> failure;
        Task first;
        do
        {
            failure = stream.Failure;
            first = await Task.WhenAny(frame, failure, patience);
            cancellationToken.ThrowIfCancellationRequested();
        }
        while (first == failure && !startingUp.IsCompleted);

        return first == frame
            ? null
            : Problem.BadGateway(first == failure
                ? await failure
                : $"The camera delivered no picture within {FirstFramePatience.TotalSeconds} seconds.");
    }
}
