using FalconEye.Contracts.Cameras;
using FalconEye.Discovery.Usb;
using FalconEye.Orchestration.Nodes;

namespace FalconEye.Discovery;

/// <summary>A USB camera that a scan found.</summary>
/// <param name="DevicePath">Its device now, such as <c>/dev/video0</c>.</param>
/// <param name="DeviceName">What it calls itself.</param>
/// <param name="NodeName">The node that it is plugged into.</param>
/// <param name="NodeIp">That node's address.</param>
/// <param name="Protocol">Always <c>usb</c>.</param>
public sealed record UsbCameraFound(
    string DevicePath, string DeviceName, string NodeName, string? NodeIp, CameraProtocol Protocol = CameraProtocol.Usb)
{
    /// <summary>The name under which it comes back, whatever number it has then: what to add it by.</summary>
    public required string StablePath { get; init; }

    /// <summary>All names that it has now.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The kernel's driver, when known.</summary>
    public string? Driver { get; init; }

    /// <summary>What it offers; empty when the node has no <c>v4l2-ctl</c>.</summary>
    public IReadOnlyList<VideoFormat> Formats { get; init; } = [];

    /// <summary>Whether it is among the cameras already.</summary>
    public bool AlreadyAdded { get; init; }

    /// <summary>The camera that it is already.</summary>
    public Guid? CameraId { get; init; }

    /// <summary>That camera's name.</summary>
    public string? CameraName { get; init; }

    internal static UsbCameraFound From(VideoDevice device, Node node) =>
        new(device.Path, device.Name.Length > 0 ? device.Name : device.Path, node.Name, node.Ip)
        {
            StablePath = device.StablePath,
            Names = device.Names,
            Driver = device.Driver,
            Formats = device.Formats,
        };
}
