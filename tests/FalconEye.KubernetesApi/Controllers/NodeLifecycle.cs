using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Controllers;

/// <summary>
/// Taints a node that has gone silent, and evicts its pods once their tolerations are over. They stay "Terminating" until the node is back,
/// since no one can say that they have ended; their controllers replace them meanwhile.
/// </summary>
/// <param name="cluster">The objects.</param>
/// <param name="secondsPerSecond">How long a second of a toleration takes, so that a test need not wait for five minutes.</param>
internal sealed class NodeLifecycle(ClusterObjects cluster, double secondsPerSecond) : IController
{
    private const string Unreachable = "node.kubernetes.io/unreachable";
    private const long DefaultToleration = 300;

    private readonly Dictionary<string, DateTimeOffset> _silentSince = [];

    public void Reconcile()
    {
        foreach (var node in cluster.List(ResourceTypes.Nodes))
        {
            var isTainted = node.Json.Objects("spec", "taints").Any(taint => taint.Text("key") == Unreachable);
            if (Conditions.IsTrue(node.Json, "Ready"))
            {
                _silentSince.Remove(node.Key.Name);
                if (isTainted)
                {
                    Taint(node, []);
                }

                continue;
            }

            if (!isTainted)
            {
                Taint(node, ["NoSchedule", "NoExecute"]);
            }

            _silentSince.TryAdd(node.Key.Name, cluster.Time.GetUtcNow());
            Evict(node);
        }
    }

    private void Evict(StoredObject node)
    {
        var silence = cluster.Time.GetUtcNow() - _silentSince[node.Key.Name];
        foreach (var pod in cluster.List(ResourceTypes.Pods).Where(pod => !pod.IsDeleting && pod.Json.Text("spec", "nodeName") == node.Key.Name))
        {
            if (Conditions.IsTrue(pod.Json, "Ready"))
            {
                MarkNotReady(pod);
            }

            if (Owners.ControllerUidOf(pod) is null || ToleratedSeconds(pod) is not { } seconds || silence < TimeSpan.FromSeconds(seconds * secondsPerSecond))
            {
                continue;
            }

            cluster.Delete(pod);
        }
    }

    private void MarkNotReady(StoredObject pod) => cluster.Update(pod.Key, json =>
    {
        var ready = json.Objects("status", "conditions").First(condition => condition.Text("type") == "Ready");
        (ready["status"], ready["lastTransitionTime"]) = ("False", cluster.Now());
    }, "status");

    /// <returns>Null for a pod that stays whatever happens.</returns>
    private static long? ToleratedSeconds(StoredObject pod)
    {
        JsonObject taint = new() { ["key"] = Unreachable, ["effect"] = "NoExecute" };
        var toleration = pod.Json.Objects("spec", "tolerations").FirstOrDefault(toleration => Placement.Tolerates(toleration, taint));
        return toleration is null ? DefaultToleration : toleration.Number("tolerationSeconds");
    }

    private void Taint(StoredObject node, string[] effects) => cluster.Update(node.Key, json => json.Ensure("spec")["taints"] = new JsonArray(
    [
        .. json.Objects("spec", "taints").Where(taint => taint.Text("key") != Unreachable).Select(taint => taint.DeepClone()),
        .. effects.Select(effect => new JsonObject { ["key"] = Unreachable, ["effect"] = effect }),
    ]));
}
