using System.Globalization;
using FalconEye.Contracts;
using FalconEye.Contracts.Cameras;
using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes.Manifests;

/// <summary>The one container of a workload's pod, by protocol (seed, "Converters").</summary>
internal static class ContainerManifest
{
    internal const int StreamPort = 8081;
    internal const int ControlPort = 8080;
    internal const int RecorderPort = 8080;

    /// <summary>Starts <c>motion</c> with those options of a file that only show a picture: none that runs a command or writes a file.</summary>
    internal const string MotionProgram = "/usr/local/bin/falcon-eye-motion";

    internal static V1Container Render(WorkloadSpec spec, KubernetesOptions options) => spec.Usb is not null
        ? Motion(spec, options)
        : spec.Key.Component == WorkloadComponent.Recorder ? Recorder(spec, options) : Relay(spec, options);

    private static V1Container Motion(WorkloadSpec spec, KubernetesOptions options) => new()
    {
        Name = "motion",
        Image = options.CameraUsbImage,
        Command = [MotionProgram, $"{DeploymentManifest.ConfigurationFolder}/{SecretManifest.MotionFile}"],
        Ports = [Port("stream", StreamPort), Port("control", ControlPort)],
        Resources = ResourcesOf("512Mi", "500m"),
        StartupProbe = Tcp("control", Startup()),
        ReadinessProbe = Tcp("stream", Readiness()),
        LivenessProbe = Tcp("control", Liveness()),

        // Opening a host's device needs it; nothing else of FalconEye is privileged. As a user without rights, "privileged" is little more
        // than the devices of that user's groups.
        SecurityContext = new V1SecurityContext { Privileged = true, RunAsNonRoot = true, ReadOnlyRootFilesystem = true },
        VolumeMounts =
        [
            new V1VolumeMount { Name = "configuration", MountPath = DeploymentManifest.ConfigurationFolder, ReadOnlyProperty = true },
            Temporary(),
            new V1VolumeMount { Name = "device", MountPath = spec.Usb!.DevicePath },
        ],
    };

    private static V1Container Relay(WorkloadSpec spec, KubernetesOptions options) => new()
    {
        Name = spec.Protocol switch { CameraProtocol.Onvif => "onvif-relay", CameraProtocol.Http => "http-relay", _ => "rtsp-relay" },
        Image = options.CameraRtspImage,
        Ports = [Port("stream", StreamPort)],
        Env = [.. EnvironmentOf(spec, StreamPort), .. CopySourceOf(spec)],
        Resources = spec.Protocol == CameraProtocol.Http ? ResourcesOf("256Mi", "250m") : ResourcesOf("512Mi", "500m"),
        StartupProbe = Http("/healthz/live", "stream", Startup()),
        ReadinessProbe = Http("/healthz/ready", "stream", Readiness()),
        LivenessProbe = Http("/healthz/live", "stream", Liveness()),
        SecurityContext = Restricted(),
        VolumeMounts = [Temporary()],
    };

    private static V1Container Recorder(WorkloadSpec spec, KubernetesOptions options) => new()
    {
        Name = "recorder",
        Image = options.RecorderImage,
        Ports = [Port("http", RecorderPort)],
        Env = EnvironmentOf(spec, RecorderPort),
        Resources = ResourcesOf("512Mi", "500m"),
        StartupProbe = Http("/healthz/live", "http", Startup()),
        ReadinessProbe = Http("/healthz/ready", "http", Readiness()),
        LivenessProbe = Http("/healthz/live", "http", Liveness()),
        SecurityContext = Restricted(),
        VolumeMounts = [Temporary(), RecordingsOf(spec.Key.CameraId.ToString(), options)],
    };

    private static List<V1EnvVar> EnvironmentOf(WorkloadSpec spec, int port) =>
    [
        new V1EnvVar { Name = EnvironmentVariables.Host, Value = "0.0.0.0" },
        new V1EnvVar { Name = EnvironmentVariables.Port, Value = port.ToString(CultureInfo.InvariantCulture) },
        new V1EnvVar
        {
            Name = EnvironmentVariables.NodeName,
            ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = "spec.nodeName" } },
        },
        .. spec.Environment.Variables.Select(variable => new V1EnvVar { Name = variable.Key, Value = Literal(variable.Value) }),
        .. spec.Secrets.Variables.Keys.Select(name => new V1EnvVar
        {
            Name = name,
            ValueFrom = new V1EnvVarSource { SecretKeyRef = new V1SecretKeySelector { Name = spec.Name, Key = name } },
        }),
    ];

    /// <summary>A recorder that is not there has no name in the cluster's DNS: the relay asks again.</summary>
    private static V1EnvVar[] CopySourceOf(WorkloadSpec spec) => spec.CopyServiceName is not { } service
        ? []
        : [new V1EnvVar { Name = EnvironmentVariables.RecorderUrl, Value = $"http://{service}:{RecorderPort}" }];

    /// <summary>
    /// A name such as <c>$(HOSTNAME)</c> is a user's text, not a reference to another variable; doubled dollars say so.
    /// </summary>
    private static string Literal(string value) => value.Replace("$", "$$", StringComparison.Ordinal);

    private static V1ContainerPort Port(string name, int port) => new() { Name = name, ContainerPort = port, Protocol = "TCP" };

    private static V1ResourceRequirements ResourcesOf(string memory, string processor) => new()
    {
        Requests = new Dictionary<string, ResourceQuantity> { ["memory"] = new("128Mi"), ["cpu"] = new("100m") },
        Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new(memory), ["cpu"] = new(processor) },
    };

    /// <summary>Pod security "restricted", as far as it is said of the container.</summary>
    internal static V1SecurityContext Restricted() => new()
    {
        AllowPrivilegeEscalation = false,
        ReadOnlyRootFilesystem = true,
        Capabilities = new V1Capabilities { Drop = ["ALL"] },
    };

    /// <summary>The recordings of one camera, at the path that they have on the node: a pod sees no other camera's.</summary>
    internal static V1VolumeMount RecordingsOf(string camera, KubernetesOptions options) =>
        new() { Name = "recordings", MountPath = $"{options.RecordingsPath}/{camera}", SubPath = camera };

    private static V1VolumeMount Temporary() => new() { Name = "temporary", MountPath = "/tmp" };

    /// <summary>A slow node may take a minute to start a program; until then no other probe counts.</summary>
    private static V1Probe Startup() => new() { PeriodSeconds = 1, FailureThreshold = 60, TimeoutSeconds = 2 };

    private static V1Probe Readiness() => new() { PeriodSeconds = 5, FailureThreshold = 3, TimeoutSeconds = 3 };

    /// <summary>Patient, since a restart costs a picture: only a program that is stuck for a minute is ended.</summary>
    private static V1Probe Liveness() => new() { PeriodSeconds = 10, FailureThreshold = 6, TimeoutSeconds = 5 };

    private static V1Probe Http(string path, string port, V1Probe probe)
    {
        probe.HttpGet = new V1HTTPGetAction { Path = path, Port = port };
        return probe;
    }

    private static V1Probe Tcp(string port, V1Probe probe)
    {
        probe.TcpSocket = new V1TCPSocketAction { Port = port };
        return probe;
    }
}
