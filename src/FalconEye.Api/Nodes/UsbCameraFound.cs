using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Nodes;

/// <summary>A USB camera that a scan found.</summary>
/// <param name="DevicePath">Its device.</param>
/// <param name="DeviceName">What it calls itself.</param>
/// <param name="NodeName">The node that it is plugged into.</param>
/// <param name="NodeIp">That node's address.</param>
/// <param name="Protocol">Always <c>usb</c>.</param>
public sealed record UsbCameraFound(
    string DevicePath, string DeviceName, string NodeName, string? NodeIp, CameraProtocol Protocol = CameraProtocol.Usb);
