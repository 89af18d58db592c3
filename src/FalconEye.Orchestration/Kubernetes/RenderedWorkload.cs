using System.Collections.Concurrent;
using FalconEye.Orchestration.Kubernetes.Manifests;

namespace FalconEye.Orchestration.Kubernetes;

/// <summary>
/// What a spec renders to, by its hashes. A reconciler asks every second whether each workload is as it should be; rendering a thousand of them
/// every second for that would be most of what this server does.
/// </summary>
/// <param name="Spec">The spec.</param>
/// <param name="SecretVersion">The version of its Secret.</param>
/// <param name="DeploymentContent">The hash of its Deployment.</param>
/// <param name="ServiceContent">The hash of its Service.</param>
internal sealed record RenderedWorkload(WorkloadSpec Spec, string? SecretVersion, string DeploymentContent, string ServiceContent)
{
    internal static RenderedWorkload Of(
        WorkloadSpec spec, string? secretVersion, KubernetesOptions options, ConcurrentDictionary<WorkloadKey, RenderedWorkload> known) =>
        known.TryGetValue(spec.Key, out var rendered) && rendered.SecretVersion == secretVersion && rendered.Spec == spec
            ? rendered
            : known[spec.Key] = new(
                spec,
                secretVersion,
                DeploymentManifest.Render(spec, options, secretVersion).Metadata.Annotations[ClusterLabels.Content],
                ServiceManifest.Render(spec, options).Metadata.Annotations[ClusterLabels.Content]);
}
