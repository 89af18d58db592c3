using FalconEye.Contracts.Cameras;

namespace FalconEye.Discovery;

/// <summary>Another way to reach a camera that was found.</summary>
/// <param name="Protocol">How.</param>
/// <param name="Port">The port that answered.</param>
/// <param name="Url">The address to add it by, without credentials.</param>
/// <param name="RequiresPassword">Whether it asks for a password.</param>
public sealed record ConnectionOption(CameraProtocol Protocol, int Port, string Url, bool RequiresPassword);
