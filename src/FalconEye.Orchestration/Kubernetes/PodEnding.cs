using System.Net;
using FalconEye.Orchestration.Kubernetes.Observing;
using k8s.Autorest;
using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes;

/// <summary>Watches a deleted workload's pods end.</summary>
internal sealed class PodEnding(Cluster cluster, TimeProvider time)
{
    /// <summary>How often is checked, without a change, whether a pod is stranded: that comes with time alone.</summary>
    internal static readonly TimeSpan RecheckInterval = TimeSpan.FromSeconds(1);

    /// <summary>A node that is only slow ends its pods within this, after their own grace.</summary>
    private static readonly TimeSpan Overrun = TimeSpan.FromSeconds(15);

    /// <summary>Whether the Deployments are gone, and with them their pods.</summary>
    internal bool HaveEnded(WorkloadKey key, IReadOnlyList<string> deployments) =>
        cluster.Caches.Deployments.Of(key).All(deployment => !deployments.Contains(deployment.Metadata.Uid))
        && (deployments.Count == 0 || cluster.Caches.Pods.Of(key).All(pod => pod.Metadata.DeletionTimestamp is null));

    /// <summary>
    /// A pod of a node that does not answer cannot end by itself; it is removed from the cluster's list after its grace period, or it would
    /// hold its camera for as long as the node is away.
    /// </summary>
    internal async Task RemoveUnreachableAsync(WorkloadKey key, CancellationToken cancellationToken)
    {
        foreach (var pod in cluster.Caches.Pods.Of(key).Where(IsUnreachable))
        {
            await RemoveAsync(pod, cancellationToken);
        }
    }

    private bool IsUnreachable(V1Pod pod) =>
        pod.Metadata.DeletionTimestamp is { } due
        && time.GetUtcNow().UtcDateTime > due + Overrun
        && pod.Spec?.NodeName is { } node
        && (cluster.Caches.Nodes.Find(node) is not { } known || !NodeReader.IsReady(known));

    private async Task RemoveAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.Api.Pods.DeleteAsync(
                pod.Metadata.Name,
                new V1DeleteOptions { GracePeriodSeconds = 0, Preconditions = new V1Preconditions { Uid = pod.Metadata.Uid } },
                cancellationToken);
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.NotFound) || e.Is(HttpStatusCode.Conflict))
        {
            // It has ended after all.
        }
    }
}
