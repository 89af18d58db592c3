using FalconEye.Orchestration.Nodes;

namespace FalconEye.Api.Nodes;

/// <summary>The video devices of this machine, read from sysfs (https://docs.kernel.org/userspace-api/media/v4l/open.html).</summary>
internal static class LocalVideoDevices
{
    private const string Devices = "/sys/class/video4linux";

    /// <summary>
    /// Lists capture devices. A webcam has several nodes and only the one of index 0 delivers pictures; the others carry metadata.
    /// </summary>
    internal static IEnumerable<UsbCameraFound> List(Node node) =>
        (Directory.Exists(Devices) ? Directory.GetDirectories(Devices, "video*") : [])
            .Where(device => Read(device, "index") is "0" or "")
            .Order(StringComparer.Ordinal)
            .Select(device => new UsbCameraFound($"/dev/{Path.GetFileName(device)}", Read(device, "name"), node.Name, node.Ip));

    private static string Read(string device, string attribute)
    {
        var file = Path.Combine(device, attribute);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : "";
    }
}
