using System.Net;
using FalconEye.Orchestration.Kubernetes.Observing;
using k8s.Autorest;
using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes;

/// <summary>Watches a deleted workload's pods end.</summary>
internal sealed class PodEnding(Cluster cluster, TimeProvider time)
{
    internal static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>A node that is only slow ends its pods within this, after their own grace.</summary>
    private static readonly TimeSpan Overrun = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Whether the Deployments are gone, and with them their pods. A pod of a node that does not answer cannot end by itself; it is struck
    /// from the cluster's list after its grace, or it would hold its camera for as long as the node is away.
    /// </summary>
    internal async Task<bool> HaveEndedAsync(WorkloadKey key, IReadOnlyList<string> deployments, CancellationToken cancellationToken)
    {
        if (cluster.Caches.Deployments.Of(key).All(deployment => !deployments.Contains(deployment.Metadata.Uid)))
        {
            return deployments.Count == 0 || cluster.Caches.Pods.Of(key).All(pod => pod.Metadata.DeletionTimestamp is null);
        }

        foreach (var pod in cluster.Caches.Pods.Of(key).Where(IsStranded))
        {
            await StrikeAsync(pod, cancellationToken);
        }

        return false;
    }

    private bool IsStranded(V1Pod pod) =>
        pod.Metadata.DeletionTimestamp is { } due
        && time.GetUtcNow().UtcDateTime > due + Overrun
        && pod.Spec?.NodeName is { } node
        && (cluster.Caches.Nodes.Find(node) is not { } known || !NodeReader.IsReady(known));

    private async Task StrikeAsync(V1Pod pod, CancellationToken cancellationToken)
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
