using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Controllers;

/// <summary>Gives each Deployment a ReplicaSet for its present template, and takes replicas from those of older ones.</summary>
internal sealed class DeploymentController(ClusterObjects cluster) : IController
{
    private const string TemplateHash = "pod-template-hash";

    public void Reconcile()
    {
        var sets = cluster.List(ResourceTypes.ReplicaSets).ToLookup(Owners.ControllerUidOf);
        var pods = cluster.List(ResourceTypes.Pods).ToLookup(Owners.ControllerUidOf);
        foreach (var deployment in cluster.List(ResourceTypes.Deployments).Where(deployment => !deployment.IsDeleting))
        {
            List<StoredObject> own = [.. sets[deployment.Uid].Where(set => !set.IsDeleting)];
            var hash = HashOf(deployment.Json.Object("spec", "template")!);
            var current = own.Find(set => set.Labels.GetValueOrDefault(TemplateHash) == hash);
            List<StoredObject> old = [.. own.Where(set => set != current)];
            Roll(deployment, current, old, hash, old.Any(set => pods[set.Uid].Any()));
            WriteStatus(deployment, current, own);
            Forget(deployment, [.. old.Where(set => !pods[set.Uid].Any())]);
        }
    }

    private void Roll(StoredObject deployment, StoredObject? current, List<StoredObject> old, string hash, bool oldPodsAreLeft)
    {
        var wanted = deployment.Json.Number("spec", "replicas") ?? 1;
        var recreates = deployment.Json.Text("spec", "strategy", "type") == "Recreate";
        if (!recreates || !oldPodsAreLeft)
        {
            if (current is null)
            {
                cluster.Create(ResourceTypes.ReplicaSets, deployment.Key.Namespace, NewSet(deployment, hash, wanted));
            }
            else
            {
                Scale(current, wanted);
            }
        }

        if (recreates || (current?.Json.Number("status", "availableReplicas") ?? 0) >= wanted)
        {
            old.ForEach(set => Scale(set, 0));
        }
    }

    private void Scale(StoredObject set, long replicas)
    {
        if (set.Json.Number("spec", "replicas") != replicas)
        {
            cluster.Update(set.Key, json => json.Ensure("spec")["replicas"] = replicas);
        }
    }

    private void Forget(StoredObject deployment, List<StoredObject> empty)
    {
        var keep = (int)(deployment.Json.Number("spec", "revisionHistoryLimit") ?? 10);
        foreach (var set in empty.OrderByDescending(set => set.Revision).Skip(keep))
        {
            cluster.Delete(set);
        }
    }

    private static JsonObject NewSet(StoredObject deployment, string hash, long replicas)
    {
        var template = deployment.Json.Object("spec", "template")!.Copy();
        template.Ensure("metadata").Ensure("labels")[TemplateHash] = hash;
        var selector = deployment.Json.Object("spec", "selector")!.Copy();
        selector.Ensure("matchLabels")[TemplateHash] = hash;
        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Key.Name}-{hash}",
                ["labels"] = template["metadata"]!["labels"]!.DeepClone(),
                ["ownerReferences"] = Owners.ControllerOf(deployment),
            },
            ["spec"] = new JsonObject { ["replicas"] = replicas, ["selector"] = selector, ["template"] = template },
        };
    }

    private void WriteStatus(StoredObject deployment, StoredObject? current, List<StoredObject> own)
    {
        var wanted = deployment.Json.Number("spec", "replicas") ?? 1;
        var (replicas, ready, available) = (Sum("replicas"), Sum("readyReplicas"), Sum("availableReplicas"));
        JsonObject status = new() { ["observedGeneration"] = deployment.Metadata.Number("generation") };
        Set(status, "replicas", replicas);
        Set(status, "updatedReplicas", current?.Json.Number("status", "replicas") ?? 0);
        Set(status, "readyReplicas", ready);
        Set(status, "availableReplicas", available);
        Set(status, "unavailableReplicas", Math.Max(0, wanted - available));
        JsonArray conditions = [];
        Conditions.Set(conditions, deployment.Json, "Available", available >= wanted, available >= wanted ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
            available >= wanted ? "Deployment has minimum availability." : "Deployment does not have minimum availability.", cluster.Now());
        if (current?.Json.Objects("status", "conditions").FirstOrDefault(condition => condition.Text("type") == "ReplicaFailure") is { } failure)
        {
            conditions.Add(failure.DeepClone());
        }

        status["conditions"] = conditions;
        if (!JsonNode.DeepEquals(status, deployment.Json["status"]))
        {
            cluster.UpdateStatus(deployment.Key, status);
        }

        long Sum(string field) => own.Sum(set => set.Json.Number("status", field) ?? 0);
    }

    /// <summary>A zero is left out, as Go's <c>omitempty</c> does.</summary>
    private static void Set(JsonObject status, string field, long value)
    {
        if (value != 0)
        {
            status[field] = value;
        }
    }

    private static string HashOf(JsonObject template) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(template.ToJsonString())))[..10];
}
