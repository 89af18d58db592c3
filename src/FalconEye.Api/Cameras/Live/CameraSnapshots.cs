using FalconEye.Api.Problems;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Orchestration;
using FalconEye.Streaming;

namespace FalconEye.Api.Cameras.Live;

/// <summary>Takes snapshots of cameras, and says why there is none.</summary>
internal sealed class CameraSnapshots(FalconEyeContext database, CameraStreams streams, IWorkloadOrchestrator orchestrator, TimeProvider time)
{
    /// <summary>A source is given up after 10 s by its relay; a moment more, and the relay's reason has arrived.</summary>
    private static readonly TimeSpan FirstFrameTimeout = TimeSpan.FromSeconds(12);

    /// <summary>
    /// A workload that is starting may refuse a connection or two; the next attempt follows without a request.
    /// </summary>
    private static readonly TimeSpan StartUpTime = TimeSpan.FromSeconds(3);

    /// <summary>The newest frame as a JPEG.</summary>
    internal async Task<Result<byte[]>> TakeAsync(Guid id, StreamKind kind, CancellationToken cancellationToken)
    {
        if (await FindRefusalAsync(id, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        using var subscription = streams.Subscribe(id, await ChooseAsync(id, kind, cancellationToken), out var stream);
        if (await WaitForFrameAsync(stream, subscription, cancellationToken) is { } noFrame)
        {
            return noFrame;
        }

        return subscription.TryTake(out var frame) ? frame.CopyAndRelease() : Refusal.CameraFailed("The camera's stream ended.");
    }

    /// <summary>The stream that is served to who asks for one: a camera without a small stream has the large one.</summary>
    internal async Task<StreamKind> ChooseAsync(Guid id, StreamKind wanted, CancellationToken cancellationToken) =>
        wanted == StreamKind.Sub && await database.Cameras.FindAsync([id], cancellationToken) is { LiveSourceUrl: not null } ? StreamKind.Sub : StreamKind.Main;

    /// <returns>Why a camera cannot be watched: it is unknown, does not run, or fails.</returns>
    internal async Task<Refusal?> FindRefusalAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await database.Cameras.FindAsync([id], cancellationToken) is not { } camera)
        {
            return Refusal.CameraNotFound(id);
        }

        if (camera.Status == CameraStatus.Error)
        {
            return Refusal.CameraFailed($"{camera.Name} has no picture: {camera.LastError}");
        }

        return orchestrator.Find(new(id, WorkloadComponent.Camera)) is null
            ? Refusal.Unavailable($"{camera.Name} is not running. Start it to watch it.")
            : null;
    }

    /// <summary>Waits for a first frame, so that a camera without one is answered with the reason and not with silence.</summary>
    internal async Task<Refusal?> WaitForFrameAsync(CameraStream stream, FrameSubscription subscription, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var frame = subscription.WaitAsync().AsTask();
        var timeout = Task.Delay(FirstFrameTimeout, time, ended.Token);
        var startingUp = Task.Delay(StartUpTime, time, ended.Token);
        Task<string> failure;
        Task first;
        do
        {
            failure = stream.Failure;
            first = await Task.WhenAny(frame, failure, timeout);
            cancellationToken.ThrowIfCancellationRequested();
        }
        while (first == failure && !startingUp.IsCompleted);

        await ended.CancelAsync();
        return first == frame
            ? null
            : Refusal.CameraFailed(first == failure
                ? await failure
                : $"The camera delivered no picture within {FirstFrameTimeout.TotalSeconds} seconds.");
    }
}
