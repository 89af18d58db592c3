using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Controllers;

/// <summary>Which node a pod fits.</summary>
internal static class Placement
{
    /// <summary>Why a node does not take a pod, as the scheduler says it; null when it does.</summary>
    /// <param name="spec">The pod's spec.</param>
    /// <param name="node">The node.</param>
    /// <param name="isDaemon">Whether a node that is not ready takes it all the same, as it does pods of DaemonSets.</param>
    internal static string? Refusal(JsonObject spec, StoredObject node, bool isDaemon = false)
    {
        var labels = node.Labels;
        if (spec.TextMap("nodeSelector").Any(pair => labels.GetValueOrDefault(pair.Key) != pair.Value))
        {
            return "node(s) didn't match Pod's node affinity/selector";
        }

        if (node.Json.Flag("spec", "unschedulable") && !isDaemon)
        {
            return "node(s) were unschedulable";
        }

        var taint = node.Json.Objects("spec", "taints")
            .Where(taint => taint.Text("effect") is "NoSchedule" or "NoExecute")
            .Where(taint => !(isDaemon && taint.Text("key")!.StartsWith("node.kubernetes.io/", StringComparison.Ordinal)))
            .FirstOrDefault(taint => !spec.Objects("tolerations").Any(toleration => Tolerates(toleration, taint)));
        return taint is null ? null : $"node(s) had untolerated taint {{{taint.Text("key")}: {taint.Text("value")}}}";
    }

    /// <summary>Whether a toleration takes a taint.</summary>
    internal static bool Tolerates(JsonObject toleration, JsonObject taint) =>
        (toleration.Text("effect") is null or "" || toleration.Text("effect") == taint.Text("effect"))
        && (toleration.Text("key") is null or "" || toleration.Text("key") == taint.Text("key"))
        && (toleration.Text("operator") == "Exists" || (toleration.Text("value") ?? "") == (taint.Text("value") ?? ""));

    /// <summary>How much a pod prefers a node.</summary>
    internal static long Preference(JsonObject spec, StoredObject node) => spec
        .Objects("affinity", "nodeAffinity", "preferredDuringSchedulingIgnoredDuringExecution")
        .Where(term => term.Objects("preference", "matchExpressions").All(expression => expression.Text("operator") != "In"
            || expression.Texts("values").Contains(node.Labels.GetValueOrDefault(expression.Text("key")!, ""))))
        .Sum(term => term.Number("weight") ?? 0);
}
