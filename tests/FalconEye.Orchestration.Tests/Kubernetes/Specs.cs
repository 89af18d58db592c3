using FalconEye.Contracts;
using FalconEye.Contracts.Cameras;
using FalconEye.Orchestration.Kubernetes;

namespace FalconEye.Orchestration.Tests.Kubernetes;

/// <summary>The workloads that these tests deploy.</summary>
internal static class Specs
{
    internal static readonly Guid CameraId = Guid.Parse("7f9c2ba4-e88f-41d2-a4b5-1c3d6e8f9a0b");

    internal static KubernetesOptions Options { get; } = new()
    {
        Namespace = "falcon-eye",
        CameraUsbImage = "ghcr.io/amazingct/falcon-eye-camera-usb:latest",
        CameraRtspImage = "ghcr.io/amazingct/falcon-eye-camera-rtsp:latest",
        RecorderImage = "ghcr.io/amazingct/falcon-eye-recorder:latest",
        JetsonNodes = ["jetson-1"],
        RecordingsPath = "/data/falcon-eye/recordings",
        Identity = "falcon-eye-api-1",
    };

    internal static WorkloadSpec Relay(CameraProtocol protocol, string name = "Front door", string slug = "front-door", Guid? id = null) => new()
    {
        Key = new(id ?? CameraId, WorkloadComponent.Camera),
        Name = $"cam-{slug}",
        ServiceName = $"svc-{slug}",
        CopyServiceName = protocol == CameraProtocol.Http ? null : $"svc-rec-{slug}",
        CameraName = name,
        Protocol = protocol,
        Environment = new(
        [
            new(EnvironmentVariables.CameraLabel, name),
            new(EnvironmentVariables.Width, "640"),
            new(EnvironmentVariables.Height, "480"),
            new(EnvironmentVariables.Fps, "15"),
        ]),
        Secrets = new([new(EnvironmentVariables.RtspUrl, $"{protocol.ToString().ToLowerInvariant()}://admin:p$(x)w@192.168.1.20/stream1")]),
    };

    internal static WorkloadSpec Usb(string node = "jetson-1") => new()
    {
        Key = new(CameraId, WorkloadComponent.Camera),
        Name = "cam-kitchen",
        ServiceName = "svc-kitchen",
        CameraName = "Küche 📷",
        Protocol = CameraProtocol.Usb,
        NodeName = node,
        Usb = new("/dev/video0", 640, 480, 15, 70, "Küche 📷\"; rm -rf /\n"),
        Secrets = new([new(EnvironmentVariables.ApiToken, "its-own")]),
    };

    internal static WorkloadSpec Recorder(CameraProtocol protocol = CameraProtocol.Rtsp) => new()
    {
        Key = new(CameraId, WorkloadComponent.Recorder),
        Name = "rec-front-door",
        ServiceName = "svc-rec-front-door",
        CameraName = "Front $(HOSTNAME)",
        Protocol = protocol,
        NodeName = protocol == CameraProtocol.Usb ? "node-1" : null,
        PreferredNodeName = protocol == CameraProtocol.Usb ? null : "node-1",
        Environment = new(
        [
            new(EnvironmentVariables.CameraId, CameraId.ToString()),
            new(EnvironmentVariables.CameraName, "Front $(HOSTNAME)"),
            new(EnvironmentVariables.ApiUrl, "http://falcon-eye-api.falcon-eye.svc:8000"),
            new(EnvironmentVariables.RecordingsPath, "/data/falcon-eye/recordings"),
        ]),
        Secrets = new([new(EnvironmentVariables.StreamUrl, "rtsp://admin:secret@192.168.1.20/stream1")]),
    };
}
