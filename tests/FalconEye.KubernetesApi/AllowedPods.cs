using k8s.Models;

namespace FalconEye.KubernetesApi;

/// <summary>Pods as the server makes them, to change one thing of.</summary>
public static class AllowedPods
{
    public const string Images = "ghcr.io/amazingct/falcon-eye-";
    public const string Recordings = "/data/falcon-eye/recordings";

    public static V1PodSpec Relay() => new()
    {
        AutomountServiceAccountToken = false,
        SecurityContext = User(),
        Containers =
        [
            new V1Container
            {
                Name = "rtsp-relay",
                Image = $"{Images}camera-rtsp:0.1.0",
                SecurityContext = new V1SecurityContext
                {
                    AllowPrivilegeEscalation = false,
                    ReadOnlyRootFilesystem = true,
                    Capabilities = new V1Capabilities { Drop = ["ALL"] },
                },
            },
        ],
    };

    public static V1PodSpec Recorder(string camera)
    {
        var pod = Relay();
        pod.Containers[0].Image = $"{Images}recorder:0.1.0";
        pod.Containers[0].VolumeMounts = [new V1VolumeMount { Name = "recordings", MountPath = $"{Recordings}/{camera}", SubPath = camera }];
        pod.Volumes = [new V1Volume { Name = "recordings", HostPath = new V1HostPathVolumeSource { Path = Recordings } }];
        return pod;
    }

    public static V1PodSpec Usb() => new()
    {
        AutomountServiceAccountToken = false,
        SecurityContext = User(44),
        NodeSelector = new Dictionary<string, string> { ["kubernetes.io/hostname"] = "nowhere" },
        Containers =
        [
            new V1Container
            {
                Name = "motion",
                Image = $"{Images}camera-usb:0.1.0",
                Command = ["/usr/local/bin/falcon-eye-motion", "/etc/falcon-eye/motion.conf"],
                SecurityContext = new V1SecurityContext { Privileged = true, RunAsNonRoot = true, ReadOnlyRootFilesystem = true },
                VolumeMounts =
                [
                    new V1VolumeMount { Name = "configuration", MountPath = "/etc/falcon-eye", ReadOnlyProperty = true },
                    new V1VolumeMount { Name = "device", MountPath = "/dev/video0" },
                ],
            },
        ],
        Volumes =
        [
            new V1Volume { Name = "configuration", Secret = new V1SecretVolumeSource { SecretName = "cam-x" } },
            new V1Volume { Name = "device", HostPath = new V1HostPathVolumeSource { Path = "/dev/video0", Type = "CharDevice" } },
        ],
    };

    private static V1PodSecurityContext User(params long?[] groups) => new()
    {
        RunAsNonRoot = true,
        RunAsUser = 10001,
        RunAsGroup = 10001,
        SupplementalGroups = groups.Length > 0 ? groups : null,
        SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
    };
}
