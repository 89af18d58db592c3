using System.Globalization;
using System.Net;
using k8s.Autorest;
using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes;

/// <summary>Restarts a workload's pods, as <c>kubectl rollout restart</c> does.</summary>
internal sealed class RestartPatch(Cluster cluster, TimeProvider time)
{
    internal Task ApplyAsync(WorkloadKey key, CancellationToken cancellationToken) => ClusterCalls.InWordsAsync(async () =>
    {
        var annotations = new Dictionary<string, string> { [ClusterLabels.RestartedAt] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) };
        var patch = new V1Patch(new { spec = new { template = new { metadata = new { annotations } } } }, V1Patch.PatchType.StrategicMergePatch);
        foreach (var deployment in cluster.Caches.Deployments.Of(key))
        {
            await ApplyAsync(patch, deployment.Metadata.Name, cancellationToken);
        }
    }, cancellationToken);

    private async Task ApplyAsync(V1Patch patch, string name, CancellationToken cancellationToken)
    {
        try
        {
            cluster.Caches.Deployments.Put(await cluster.Api.Deployments.PatchAsync(patch, name, cancellationToken));
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.NotFound))
        {
            // It was removed meanwhile, and there is nothing to restart.
        }
    }
}
