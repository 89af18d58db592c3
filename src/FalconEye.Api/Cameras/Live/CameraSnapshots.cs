using FalconEye.Api.Problems;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Orchestration;
using FalconEye.Streaming;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Cameras.Live;

/// <summary>Takes single pictures of cameras, and says why there is none.</summary>
internal sealed class CameraSnapshots(FalconEyeContext database, CameraStreams streams, IWorkloadOrchestrator orchestrator)
{
    /// <summary>A source is given up after 10 s by its relay; a moment more, and the relay's reason has arrived.</summary>
    private static readonly TimeSpan FirstFramePatience = TimeSpan.FromSeconds(12);

    /// <summary>
    /// A workload that has just come up, or comes up again, may refuse a connection or two; the next attempt follows by itself.
    /// </summary>
    private static readonly TimeSpan StartUpPatience = TimeSpan.FromSeconds(3);

    /// <summary>The newest picture.</summary>
    /// <returns>A JPEG, or why there is none.</returns>
    internal async Task<(byte[]? Jpeg, ProblemHttpResult? Problem)> TakeAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await FindProblemAsync(id, cancellationToken) is { } problem)
        {
            return (null, problem);
        }

        var stream = streams.Of(id);
        using var subscription = stream.Subscribe();
        if (await WaitForFrameAsync(stream, subscription, cancellationToken) is { } noPicture)
        {
            return (null, noPicture);
        }

        if (!subscription.TryTake(out var frame))
        {
            return (null, Problem.BadGateway("The camera's picture ended."));
        }

        try
        {
            return (frame.Jpeg.ToArray(), null);
        }
        finally
        {
            frame.Release();
        }
    }

    /// <returns>404 for an unknown camera, 503 for one that is not running, 502 with the reason for one that fails.</returns>
    internal async Task<ProblemHttpResult?> FindProblemAsync(Guid id, CancellationToken cancellationToken)
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

    /// <summary>Waits for a first picture, so that a camera without one is answered with the reason and not with silence.</summary>
    internal static async Task<ProblemHttpResult?> WaitForFrameAsync(
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

    private static ProblemHttpResult NoPicture(Camera camera) => Problem.BadGateway($"{camera.Name} has no picture: {camera.LastError}");
}
