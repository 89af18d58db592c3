using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Cameras;

/// <summary>Where a camera is watched.</summary>
/// <param name="Id">The camera.</param>
/// <param name="Name">Its name.</param>
/// <param name="StreamUrl">Its Motion JPEG stream, while it has a service.</param>
/// <param name="ControlUrl">Always null, as of the camera.</param>
/// <param name="Protocol">How it is reached.</param>
/// <param name="Status">What it is doing.</param>
public sealed record StreamInfoResponse(
    Guid Id, string Name, string? StreamUrl, string? ControlUrl, CameraProtocol Protocol, CameraStatus Status);
