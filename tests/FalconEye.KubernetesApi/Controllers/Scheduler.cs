using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Controllers;

/// <summary>Gives each pod the node that it prefers of those that take it, else the one with the fewest pods.</summary>
internal sealed class Scheduler(ClusterObjects cluster) : IController
{
    public void Reconcile()
    {
        var pods = cluster.List(ResourceTypes.Pods);
        var nodes = cluster.List(ResourceTypes.Nodes);
        var load = pods.CountBy(pod => pod.Json.Text("spec", "nodeName") ?? "").ToDictionary();
        foreach (var pod in pods.Where(pod => !pod.IsDeleting && pod.Json.Text("spec", "nodeName") is null or ""))
        {
            var spec = pod.Json.Object("spec")!;
            var refusals = nodes.ToDictionary(node => node, node => Placement.Refusal(spec, node) ?? (Conditions.IsTrue(node.Json, "Ready") ? null : "node(s) were not ready"));
            var chosen = nodes.Where(node => refusals[node] is null)
                .OrderByDescending(node => Placement.Preference(spec, node))
                .ThenBy(node => load.GetValueOrDefault(node.Key.Name))
                .FirstOrDefault();
            if (chosen is null)
            {
                ReportUnschedulable(pod, [.. refusals.Values.OfType<string>()]);
                continue;
            }

            load[chosen.Key.Name] = load.GetValueOrDefault(chosen.Key.Name) + 1;

            // In this order: once the pod has its node, its status is the kubelet's.
            WriteCondition(pod, true, "", "");
            cluster.Update(pod.Key, json => json.Ensure("spec")["nodeName"] = chosen.Key.Name);
        }
    }

    private void ReportUnschedulable(StoredObject pod, List<string> refusals)
    {
        var reasons = refusals.CountBy(refusal => refusal).Select(reason => $"{reason.Value} {reason.Key}");
        var message = refusals.Count == 0 ? "no nodes available to schedule pods" : $"0/{refusals.Count} nodes are available: {string.Join(", ", reasons)}.";
        if (!pod.Json.Objects("status", "conditions").Any(condition => condition.Text("message") == message))
        {
            WriteCondition(pod, false, "Unschedulable", message);
        }
    }

    private void WriteCondition(StoredObject pod, bool holds, string reason, string message) => cluster.Update(pod.Key, json =>
    {
        JsonArray conditions = [];
        Conditions.Set(conditions, json, "PodScheduled", holds, reason, message, cluster.Now());
        json.Ensure("status")["conditions"] = conditions;
    }, "status");
}
