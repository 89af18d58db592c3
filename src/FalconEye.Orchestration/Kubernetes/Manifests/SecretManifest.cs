using System.Text;
using FalconEye.Contracts;
using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes.Manifests;

/// <summary>
/// The Secret with a workload's credentials, named like its Deployment. Of a USB camera it is the <c>motion.conf</c>, a file, since
/// <c>motion</c> reads its password from there alone; no shell sees a user's text.
/// </summary>
internal static class SecretManifest
{
    /// <summary>The name of the file for <c>motion</c>.</summary>
    internal const string MotionFile = "motion.conf";

    /// <returns><see langword="null"/> for a workload without credentials.</returns>
    internal static V1Secret? Render(WorkloadSpec spec, KubernetesOptions options, string version)
    {
        var contents = ContentsOf(spec);
        if (contents.Count == 0)
        {
            return null;
        }

        var secret = new V1Secret
        {
            ApiVersion = "v1",
            Kind = "Secret",
            Type = "Opaque",
            Metadata = DeploymentManifest.MetadataOf(spec, options),
            Data = contents,
        };
        secret.Metadata.Annotations[ClusterLabels.SecretVersion] = version;
        return secret;
    }

    /// <summary>The version of a Secret that has what the spec wants; <see langword="null"/> when it has something else.</summary>
    internal static string? VersionOf(V1Secret? current, WorkloadSpec spec) => VersionOf(current, ContentsOf(spec));

    /// <summary>Two servers that write the same Secret at once agree on its version, so that the pod is not started twice.</summary>
    internal static V1Secret KeepVersion(V1Secret wanted, V1Secret current)
    {
        if (VersionOf(current, wanted.Data) is { } version)
        {
            wanted.Metadata.Annotations[ClusterLabels.SecretVersion] = version;
        }

        return wanted;
    }

    private static string? VersionOf(V1Secret? current, IDictionary<string, byte[]> contents) =>
        current?.Data is { } data
        && data.Count == contents.Count
        && contents.All(item => data.TryGetValue(item.Key, out var value) && item.Value.AsSpan().SequenceEqual(value))
        && current.Metadata.Annotations is { } annotations && annotations.TryGetValue(ClusterLabels.SecretVersion, out var version)
            ? version
            : null;

    private static Dictionary<string, byte[]> ContentsOf(WorkloadSpec spec) => spec.Usb is not { } usb
        ? spec.Secrets.Variables.ToDictionary(variable => variable.Key, variable => Encoding.UTF8.GetBytes(variable.Value))
        : new() { [MotionFile] = Encoding.UTF8.GetBytes(MotionFileOf(usb, spec.Secrets)) };

    private static string MotionFileOf(UsbDevice usb, WorkloadEnvironment secrets) => MotionConfiguration.Render(
        usb,
        ContainerManifest.StreamPort,
        ContainerManifest.ControlPort,
        localOnly: false,
        secrets.Variables.GetValueOrDefault(EnvironmentVariables.ApiToken));
}
