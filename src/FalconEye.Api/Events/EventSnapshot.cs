using FalconEye.Api.Cameras.Live;
using FalconEye.Processes;
using FalconEye.Streaming;

namespace FalconEye.Api.Events;

/// <summary>Takes the pictures of events: the newest frame that a camera's relay has, which needs no further connection to the camera.</summary>
internal sealed class EventSnapshot(CameraStreams streams, TimeProvider time)
{
    /// <summary>Takes one.</summary>
    /// <param name="cameraId">The camera.</param>
    /// <param name="timeout">A picture that comes later shows something else.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A JPEG; <see langword="null"/> when none came in time.</returns>
    internal async Task<byte[]?> TakeAsync(Guid cameraId, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var subscription = streams.Subscribe(cameraId, StreamKind.Main, out _);
        using var deadline = Deadline.After(timeout, time, cancellationToken);
        await using var ending = deadline.Token.UnsafeRegister(static waiting => ((FrameSubscription)waiting!).End(), subscription);
        return await subscription.WaitAsync() && subscription.TryTake(out var frame) ? frame.CopyAndRelease() : null;
    }
}
