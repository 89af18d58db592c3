using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes.Manifests;

/// <summary>The <c>motion.conf</c> of a USB camera as a ConfigMap, named like its Deployment: no shell sees a person's text.</summary>
internal static class ConfigMapManifest
{
    internal const string FileName = "motion.conf";

    /// <returns><see langword="null"/> for a workload that is configured by its environment alone.</returns>
    internal static V1ConfigMap? Render(WorkloadSpec spec, KubernetesOptions options) => TextOf(spec) is not { } text ? null : new V1ConfigMap
    {
        ApiVersion = "v1",
        Kind = "ConfigMap",
        Metadata = DeploymentManifest.MetadataOf(spec, options),
        Data = new Dictionary<string, string> { [FileName] = text },
    };

    internal static string? TextOf(WorkloadSpec spec) => spec.Usb is not { } usb
        ? null
        : MotionConfiguration.Render(usb, ContainerManifest.StreamPort, ContainerManifest.ControlPort, localOnly: false);
}
