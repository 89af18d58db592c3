using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Controllers;

/// <summary>Keeps one pod of each DaemonSet on every node that it fits.</summary>
internal sealed class DaemonSetController(ClusterObjects cluster) : IController
{
    public void Reconcile()
    {
        var pods = cluster.List(ResourceTypes.Pods).ToLookup(Owners.ControllerUidOf);
        var nodes = cluster.List(ResourceTypes.Nodes);
        foreach (var set in cluster.List(ResourceTypes.DaemonSets).Where(set => !set.IsDeleting))
        {
            List<StoredObject> own = [.. pods[set.Uid].Where(pod => !pod.IsDeleting)];
            var spec = set.Json.Object("spec", "template", "spec")!;
            List<string> wanted = [.. nodes.Where(node => Placement.Refusal(spec, node, isDaemon: true) is null).Select(node => node.Key.Name)];
            foreach (var node in wanted.Where(node => !own.Exists(pod => NodeOf(pod) == node)))
            {
                var pod = PodTemplate.ToPod(set);
                pod.Ensure("spec")["nodeName"] = node;
                Tolerate(pod.Ensure("spec"));
                cluster.Create(ResourceTypes.Pods, set.Key.Namespace, pod);
            }

            foreach (var pod in own.Where(pod => !wanted.Contains(NodeOf(pod))))
            {
                cluster.Delete(pod);
            }

            WriteStatus(set, own, wanted.Count);
        }
    }

    /// <summary>A daemon stays on a node that has gone silent.</summary>
    private static void Tolerate(JsonObject spec)
    {
        var tolerations = spec["tolerations"] as JsonArray ?? [];
        spec["tolerations"] = tolerations;
        foreach (var taint in (string[])["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"])
        {
            tolerations.Add(new JsonObject { ["key"] = taint, ["operator"] = "Exists", ["effect"] = "NoExecute" });
        }
    }

    private static string NodeOf(StoredObject pod) => pod.Json.Text("spec", "nodeName") ?? "";

    private void WriteStatus(StoredObject set, List<StoredObject> own, int wanted)
    {
        var ready = own.Count(pod => Conditions.IsTrue(pod.Json, "Ready"));
        JsonObject status = new()
        {
            ["currentNumberScheduled"] = own.Count,
            ["desiredNumberScheduled"] = wanted,
            ["numberMisscheduled"] = 0,
            ["numberReady"] = ready,
            ["numberAvailable"] = ready,
            ["observedGeneration"] = set.Metadata.Number("generation"),
        };
        if (!JsonNode.DeepEquals(status, set.Json["status"]))
        {
            cluster.UpdateStatus(set.Key, status);
        }
    }
}
