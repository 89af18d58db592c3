namespace FalconEye.Discovery;

/// <summary>What a scan found.</summary>
/// <param name="Cameras">USB cameras.</param>
/// <param name="NetworkCameras">Network cameras.</param>
/// <param name="Total">How many in all.</param>
/// <param name="ScannedNodes">The nodes that were looked at.</param>
/// <param name="ScannedSubnets">The networks whose addresses were looked at, such as <c>192.168.1.0/24</c>.</param>
/// <param name="Errors">What could not be looked at, and what to do about it, as text for users.</param>
/// <param name="ElapsedMs">How long it took, in milliseconds.</param>
public sealed record ScanResponse(
    IReadOnlyList<UsbCameraFound> Cameras,
    IReadOnlyList<NetworkCameraFound> NetworkCameras,
    int Total,
    IReadOnlyList<string> ScannedNodes,
    IReadOnlyList<string> ScannedSubnets,
    IReadOnlyList<string> Errors,
    long ElapsedMs);
