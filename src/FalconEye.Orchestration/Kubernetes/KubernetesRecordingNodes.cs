using System.Net;
using FalconEye.Orchestration.Kubernetes.Manifests;
using FalconEye.Orchestration.Kubernetes.Observing;
using FalconEye.Processes;
using k8s.Autorest;
using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes;

/// <summary>
/// Each node has a file server (a DaemonSet) that gives its recordings and cannot change them. A file is removed by a pod that runs once on
/// its node: for a node that is away it waits, and does its work when the node is back.
/// </summary>
public sealed class KubernetesRecordingNodes(Cluster cluster, KubernetesOptions options, TimeProvider time) : IRecordingNodes
{
    private const int FileServerPort = 8080;

    /// <summary>Enough for a node that is well to start a small pod.</summary>
    private static readonly TimeSpan RemovalTimeout = TimeSpan.FromSeconds(8);

    /// <inheritdoc/>
    public Uri? FindFileServer(string node) => cluster.Caches.Pods.All
        .Where(pod => pod.Spec?.NodeName == node && IsOf(pod, ClusterLabels.FileServer) && IsReady(pod))
        .Select(pod => new UriBuilder(Uri.UriSchemeHttp, pod.Status.PodIP, FileServerPort).Uri)
        .FirstOrDefault();

    /// <inheritdoc/>
    public Task<bool> RemoveFileAsync(string node, string file, CancellationToken cancellationToken) => ClusterCalls.InWordsAsync(async () =>
    {
        if (cluster.Caches.Nodes.Find(node) is null)
        {
            throw new OrchestrationException($"The file is on node {node}, which does not belong to the cluster any more. To remove the entry alone, delete it with delete_file=false.");
        }

        var pod = FileRemovalManifest.Render(node, file, options);
        await CreateAsync(pod, cancellationToken);
        using var deadline = Deadline.After(RemovalTimeout, time, cancellationToken);
        try
        {
            await cluster.Caches.Pods.WaitForAsync(
                () => cluster.Caches.Pods.Find(pod.Metadata.Name) is { Status.Phase: "Succeeded" }, deadline.Token);
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            return false;
        }

        await DeleteAsync(pod, cancellationToken);
        return true;
    }, cancellationToken);

    /// <inheritdoc/>
    public Task SweepAsync(CancellationToken cancellationToken) => ClusterCalls.InWordsAsync(async () =>
    {
        foreach (var pod in cluster.Caches.Pods.All.Where(pod => IsOf(pod, FileRemovalManifest.Component) && IsOver(pod)))
        {
            await DeleteAsync(pod, cancellationToken);
        }
    }, cancellationToken);

    private bool IsOver(V1Pod pod) =>
        pod.Status?.Phase == "Succeeded" || cluster.Caches.Nodes.Find(pod.Spec.NodeSelector[ClusterLabels.HostName]) is null;

    /// <summary>Asked twice, the same pod does it once.</summary>
    private async Task CreateAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        try
        {
            cluster.Caches.Pods.Put(await cluster.Api.Pods.CreateAsync(pod, cancellationToken));
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.Conflict))
        {
            // It is on its way already.
        }
    }

    private async Task DeleteAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.Api.Pods.DeleteAsync(pod.Metadata.Name, new V1DeleteOptions(), cancellationToken);
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.NotFound))
        {
            // Another replica was quicker.
        }
    }

    private bool IsReady(V1Pod pod) =>
        pod is { Metadata.DeletionTimestamp: null, Status.PodIP.Length: > 0 }
        && cluster.Caches.Nodes.Find(pod.Spec.NodeName) is { } node
        && NodeReader.IsReady(node)
        && (pod.Status.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) ?? false);

    private static bool IsOf(V1Pod pod, string component) =>
        pod.Metadata.Labels is { } labels && labels.TryGetValue(ClusterLabels.Component, out var value) && value == component;
}
