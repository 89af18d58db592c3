namespace FalconEye.Api.Cameras;

/// <summary>What was done with a camera.</summary>
/// <param name="Message">A text for users.</param>
/// <param name="Id">The camera.</param>
/// <param name="DeploymentName">Its workload, if it has one now.</param>
/// <param name="ServiceName">Its service, if it has one now.</param>
/// <param name="StreamPort">The port of its stream, if it has one now.</param>
public sealed record CameraActionResponse(
    string Message, Guid Id, string? DeploymentName = null, string? ServiceName = null, int? StreamPort = null);
