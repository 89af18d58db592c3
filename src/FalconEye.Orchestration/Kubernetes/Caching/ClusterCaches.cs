using k8s.Models;
using Microsoft.Extensions.Logging;

namespace FalconEye.Orchestration.Kubernetes.Caching;

/// <summary>What the cluster has of FalconEye's, and its nodes: one list and one watch for each kind.</summary>
internal sealed class ClusterCaches(ClusterApi api, TimeProvider time, ILogger logger)
{
    internal ResourceCache<V1Deployment> Deployments { get; } = new(api.Deployments, ClusterLabels.Everything, time, logger) { Trim = ForgetSpec };

    internal ResourceCache<V1Service> Services { get; } = new(api.Services, ClusterLabels.Everything, time, logger);

    internal ResourceCache<V1Secret> Secrets { get; } = new(api.Secrets, ClusterLabels.Everything, time, logger);

    internal ResourceCache<V1ConfigMap> Settings { get; } = new(api.Settings, null, time, logger);

    internal ResourceCache<V1Secret> SecretSettings { get; } = new(api.SecretSettings, null, time, logger);

    internal ResourceCache<V1Pod> Pods { get; } = new(api.Pods, ClusterLabels.Everything, time, logger) { Trim = KeepPlacement };

    internal ResourceCache<V1Node> Nodes { get; } = new(api.Nodes, null, time, logger);

    /// <summary>Completes when each kind has been listed once.</summary>
    internal Task Synced => Task.WhenAll(
        Deployments.Synced, Services.Synced, Secrets.Synced, Settings.Synced, SecretSettings.Synced, Pods.Synced, Nodes.Synced);

    /// <summary>
    /// The workloads of which there is anything: an object left over from a workload is one too, so that it is seen and removed.
    /// </summary>
    internal IEnumerable<WorkloadKey> Keys => Deployments.Keys.Union(Services.Keys).Union(Secrets.Keys);

    /// <summary>Keeps all caches true until it is cancelled.</summary>
    internal Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Deployments.RunAsync(cancellationToken),
        Services.RunAsync(cancellationToken),
        Secrets.RunAsync(cancellationToken),
        Settings.RunAsync(cancellationToken),
        SecretSettings.RunAsync(cancellationToken),
        Pods.RunAsync(cancellationToken),
        Nodes.RunAsync(cancellationToken));

    /// <summary>What runs in it is known by the hash of what was rendered, and by its generation.</summary>
    private static void ForgetSpec(V1Deployment deployment) => deployment.Spec = null;

    /// <summary>
    /// Of what a pod is to be, only where it is or may be: what runs in it is in its Deployment, and how that goes in its status.
    /// </summary>
    private static void KeepPlacement(V1Pod pod) =>
        pod.Spec = new V1PodSpec { NodeName = pod.Spec?.NodeName, NodeSelector = pod.Spec?.NodeSelector, Containers = [] };

    /// <summary>Tells of each workload of which an object came, changed or went.</summary>
    internal void OnChanged(Action<WorkloadKey> changed)
    {
        Deployments.Changed += item => Tell(item.Metadata);
        Services.Changed += item => Tell(item.Metadata);
        Secrets.Changed += item => Tell(item.Metadata);
        Pods.Changed += item => Tell(item.Metadata);

        void Tell(V1ObjectMeta metadata)
        {
            if (ClusterLabels.KeyOf(metadata) is { } key)
            {
                changed(key);
            }
        }
    }
}
