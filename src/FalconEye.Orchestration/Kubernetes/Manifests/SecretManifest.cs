using System.Text;
using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes.Manifests;

/// <summary>The Secret with a workload's credentials, named like its Deployment.</summary>
internal static class SecretManifest
{
    /// <returns><see langword="null"/> for a workload without credentials.</returns>
    internal static V1Secret? Render(WorkloadSpec spec, KubernetesOptions options, string version)
    {
        if (spec.Secrets.Variables.Count == 0)
        {
            return null;
        }

        var secret = new V1Secret
        {
            ApiVersion = "v1",
            Kind = "Secret",
            Type = "Opaque",
            Metadata = DeploymentManifest.MetadataOf(spec, options),
            Data = spec.Secrets.Variables.ToDictionary(variable => variable.Key, variable => Encoding.UTF8.GetBytes(variable.Value)),
        };
        secret.Metadata.Annotations[ClusterLabels.SecretVersion] = version;
        return secret;
    }

    /// <summary>The version of a Secret that has what the spec wants; <see langword="null"/> when it has something else.</summary>
    internal static string? VersionOf(V1Secret? current, WorkloadSpec spec) =>
        current?.Data is { } data
        && data.Count == spec.Secrets.Variables.Count
        && spec.Secrets.Variables.All(variable => data.TryGetValue(variable.Key, out var value) && Encoding.UTF8.GetString(value) == variable.Value)
            ? current.Metadata.Annotations is { } annotations && annotations.TryGetValue(ClusterLabels.SecretVersion, out var version) ? version : null
            : null;
}
