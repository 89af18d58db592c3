using System.Security.Cryptography;
using System.Text;
using k8s;
using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes.Manifests;

/// <summary>The Deployment of a workload. Pure: the same spec gives the same object.</summary>
internal static class DeploymentManifest
{
    /// <summary>Where <c>motion.conf</c> is mounted.</summary>
    internal const string ConfigurationFolder = "/etc/falcon-eye";

    /// <summary>The user of the images' programs, and the owner of recordings on the nodes.</summary>
    internal const long UserId = 10001;

    private const long VideoGroupId = 44;

    /// <summary>
    /// A recorder finishes its recording within ten seconds of SIGTERM; a slow disk may take longer. A relay has nothing to finish.
    /// </summary>
    private const long RecorderGraceSeconds = 30;
    private const long CameraGraceSeconds = 10;

    /// <param name="spec">What is to run.</param>
    /// <param name="options">Images and the like.</param>
    /// <param name="secretVersion">The version of the Secret that the pod uses, if it has one.</param>
    internal static V1Deployment Render(WorkloadSpec spec, KubernetesOptions options, string? secretVersion)
    {
        var labels = ClusterLabels.Of(spec.Key);
        var deployment = new V1Deployment
        {
            ApiVersion = "apps/v1",
            Kind = "Deployment",
            Metadata = MetadataOf(spec, options),
            Spec = new V1DeploymentSpec
            {
                Replicas = 1,
                RevisionHistoryLimit = 1,

                // Two copies at once would open the camera twice, and a USB device can be opened once only.
                Strategy = new V1DeploymentStrategy { Type = "Recreate" },
                Selector = new V1LabelSelector { MatchLabels = labels },
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = MetadataOf(spec, options).Labels, Annotations = AnnotationsOf(secretVersion) },
                    Spec = PodOf(spec, options),
                },
            },
        };
        deployment.Metadata.Annotations[ClusterLabels.Content] = HashOf(deployment);
        return deployment;
    }

    /// <summary>Name, labels and the camera's name of any object of a workload.</summary>
    internal static V1ObjectMeta MetadataOf(WorkloadSpec spec, KubernetesOptions options)
    {
        var labels = ClusterLabels.Of(spec.Key);
        if (spec.Key.Component == WorkloadComponent.Camera)
        {
            labels[ClusterLabels.Protocol] = spec.Protocol.ToString().ToLowerInvariant();
        }

        return new()
        {
            Name = spec.Name,
            NamespaceProperty = options.CamerasNamespace,
            Labels = labels,
            Annotations = new Dictionary<string, string> { [ClusterLabels.CameraName] = spec.CameraName },
        };
    }

    /// <summary>The hash of what an object was rendered to.</summary>
    internal static string HashOf(object rendered) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(KubernetesJson.Serialize(rendered))))[..16];

    /// <summary>Pod security "restricted", as far as it is said of the pod.</summary>
    internal static V1PodSecurityContext Unprivileged() => new()
    {
        RunAsNonRoot = true,
        RunAsUser = UserId,
        RunAsGroup = UserId,
        SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
    };

    /// <summary>The same user, in the group of <c>/dev/video*</c> on Debian, Ubuntu and Raspberry Pi OS.</summary>
    private static V1PodSecurityContext WithVideo()
    {
        var context = Unprivileged();
        context.SupplementalGroups = [VideoGroupId];
        return context;
    }

    /// <summary>The recordings of the pod's node.</summary>
    internal static V1Volume RecordingsOf(KubernetesOptions options) => new()
    {
        Name = "recordings",
        HostPath = new V1HostPathVolumeSource { Path = options.RecordingsPath, Type = "DirectoryOrCreate" },
    };

    /// <summary>A pod whose Secret changes is created again.</summary>
    private static Dictionary<string, string>? AnnotationsOf(string? secretVersion) =>
        secretVersion is null ? null : new() { [ClusterLabels.SecretVersion] = secretVersion };

    private static V1PodSpec PodOf(WorkloadSpec spec, KubernetesOptions options)
    {
        var isUsb = spec.Usb is not null;
        return new V1PodSpec
        {
            AutomountServiceAccountToken = false,

            // Without it each pod gets seven variables for every other camera's service.
            EnableServiceLinks = false,
            TerminationGracePeriodSeconds = spec.Key.Component == WorkloadComponent.Recorder ? RecorderGraceSeconds : CameraGraceSeconds,
            SecurityContext = isUsb ? WithVideo() : Unprivileged(),
            NodeSelector = spec.NodeName is { } node ? new Dictionary<string, string> { [ClusterLabels.HostName] = node } : null,
            Affinity = Placement.AffinityOf(spec),
            Tolerations = Placement.TolerationsOf(spec, options),
            Containers = [ContainerManifest.Render(spec, options)],
            Volumes = VolumesOf(spec, options),
        };
    }

    private static List<V1Volume> VolumesOf(WorkloadSpec spec, KubernetesOptions options) => spec switch
    {
        { Usb: { } usb } =>
        [
            new V1Volume { Name = "configuration", Secret = new V1SecretVolumeSource { SecretName = spec.Name } },
            new V1Volume { Name = "temporary", EmptyDir = new V1EmptyDirVolumeSource() },
            new V1Volume { Name = "device", HostPath = new V1HostPathVolumeSource { Path = usb.DevicePath, Type = "CharDevice" } },
        ],
        { Key.Component: WorkloadComponent.Recorder } =>
        [
            new V1Volume { Name = "temporary", EmptyDir = new V1EmptyDirVolumeSource() },
            RecordingsOf(options),
        ],
        _ => [new V1Volume { Name = "temporary", EmptyDir = new V1EmptyDirVolumeSource() }],
    };
}
