namespace FalconEye.Api.Nodes;

/// <summary>What a scan found.</summary>
/// <param name="Cameras">USB cameras.</param>
/// <param name="NetworkCameras">Network cameras.</param>
/// <param name="Total">How many in all.</param>
/// <param name="ScannedNodes">The nodes that were looked at.</param>
/// <param name="Errors">What could not be looked at, in words.</param>
public sealed record ScanResponse(
    IReadOnlyList<UsbCameraFound> Cameras,
    IReadOnlyList<NetworkCameraFound> NetworkCameras,
    int Total,
    IReadOnlyList<string> ScannedNodes,
    IReadOnlyList<string> Errors);
