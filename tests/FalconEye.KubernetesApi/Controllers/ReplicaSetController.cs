using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Http;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Controllers;

/// <summary>Makes pods of a ReplicaSet's template until there are enough, and deletes what is too many.</summary>
internal sealed class ReplicaSetController(ClusterObjects cluster) : IController
{
    public void Reconcile()
    {
        var pods = cluster.List(ResourceTypes.Pods).ToLookup(Owners.ControllerUidOf);
        foreach (var set in cluster.List(ResourceTypes.ReplicaSets).Where(set => !set.IsDeleting))
        {
            List<StoredObject> active = [.. pods[set.Uid].Where(pod => !pod.IsDeleting && pod.Json.Text("status", "phase") is not ("Succeeded" or "Failed"))];
            var wanted = (int)(set.Json.Number("spec", "replicas") ?? 1);
            var failure = active.Count < wanted ? CreatePod(set) : null;
            foreach (var pod in active.OrderBy(pod => Conditions.IsTrue(pod.Json, "Ready")).Take(active.Count - wanted))
            {
                cluster.Delete(pod);
            }

            WriteStatus(set, active, failure);
        }
    }

    /// <returns>Why it was refused.</returns>
    private string? CreatePod(StoredObject set)
    {
        try
        {
            cluster.Create(ResourceTypes.Pods, set.Key.Namespace, PodTemplate.ToPod(set));
            return null;
        }
        catch (StatusException e)
        {
            return e.Message;
        }
    }

    private void WriteStatus(StoredObject set, List<StoredObject> active, string? failure)
    {
        var ready = active.Count(pod => Conditions.IsTrue(pod.Json, "Ready"));
        JsonObject status = new() { ["replicas"] = active.Count, ["observedGeneration"] = set.Metadata.Number("generation") };
        foreach (var (field, count) in (ReadOnlySpan<(string, int)>)[("fullyLabeledReplicas", active.Count), ("readyReplicas", ready), ("availableReplicas", ready)])
        {
            if (count > 0)
            {
                status[field] = count;
            }
        }

        if (failure is not null)
        {
            JsonArray conditions = [];
            Conditions.Set(conditions, set.Json, "ReplicaFailure", true, "FailedCreate", failure, cluster.Now());
            status["conditions"] = conditions;
        }

        if (!JsonNode.DeepEquals(status, set.Json["status"]))
        {
            cluster.UpdateStatus(set.Key, status);
        }
    }
}
