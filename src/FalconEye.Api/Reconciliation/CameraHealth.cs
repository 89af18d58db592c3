using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Reconciliation;

/// <summary>What a camera's workload says about its picture.</summary>
/// <param name="Status"><c>creating</c>, <c>running</c> or <c>error</c>.</param>
/// <param name="Reason">Why there is no picture, as text for users.</param>
internal sealed record CameraHealth(CameraStatus Status, string? Reason = null)
{
    /// <summary>How the camera is read; <see langword="null"/> when its workload does not say.</summary>
    internal IngestReport? Ingest { get; init; }

    /// <summary>What has moved; <see langword="null"/> when its workload does not look for that.</summary>
    internal MotionReport? Motion { get; init; }
}
