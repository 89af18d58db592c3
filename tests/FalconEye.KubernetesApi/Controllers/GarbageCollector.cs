using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Operations;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Controllers;

/// <summary>
/// Deletes what has lost all its owners, and lets owners go in the foreground (after their dependents) or without them.
/// https://kubernetes.io/docs/concepts/architecture/garbage-collection/
/// </summary>
internal sealed class GarbageCollector(ClusterObjects cluster) : IController
{
    public void Reconcile()
    {
        List<StoredObject> all = [.. ResourceTypes.All.SelectMany(cluster.List)];
        var present = all.Select(stored => stored.Uid).ToHashSet();
        var dependents = all
            .SelectMany(stored => stored.Metadata.Objects("ownerReferences").Select(owner => (Uid: owner.Text("uid")!, Stored: stored, Owner: owner)))
            .ToLookup(entry => entry.Uid, entry => (entry.Stored, entry.Owner));
        foreach (var orphan in all.Where(stored => !stored.IsDeleting && HasLostOwners(stored, present)))
        {
            cluster.Delete(orphan);
        }

        foreach (var owner in all.Where(stored => stored.IsDeleting))
        {
            if (owner.Metadata.Texts("finalizers").Contains(Deletion.Orphan))
            {
                Release(owner, [.. dependents[owner.Uid].Select(entry => entry.Stored)]);
            }
            else if (owner.Metadata.Texts("finalizers").Contains(Deletion.Foreground))
            {
                DeleteDependentsFirst(owner, [.. dependents[owner.Uid]]);
            }
        }
    }

    private static bool HasLostOwners(StoredObject stored, HashSet<string> present) =>
        stored.Metadata.Objects("ownerReferences").ToList() is { Count: > 0 } owners && owners.TrueForAll(owner => !present.Contains(owner.Text("uid")!));

    private void DeleteDependentsFirst(StoredObject owner, List<(StoredObject Stored, JsonObject Owner)> dependents)
    {
        foreach (var (dependent, _) in dependents.Where(entry => !entry.Stored.IsDeleting))
        {
            cluster.Delete(dependent, dependent.Key.Type == ResourceTypes.Pods ? "Background" : "Foreground");
        }

        if (!dependents.Any(entry => entry.Owner.Flag("blockOwnerDeletion")))
        {
            RemoveFinalizer(owner, Deletion.Foreground);
        }
    }

    private void Release(StoredObject owner, List<StoredObject> dependents)
    {
        foreach (var dependent in dependents)
        {
            cluster.Update(dependent.Key, json => json.Ensure("metadata")["ownerReferences"] = new JsonArray(
                [.. json.Objects("metadata", "ownerReferences").Where(reference => reference.Text("uid") != owner.Uid).Select(reference => reference.DeepClone())]));
        }

        RemoveFinalizer(owner, Deletion.Orphan);
    }

    private void RemoveFinalizer(StoredObject owner, string finalizer) => cluster.Update(owner.Key, json =>
        json.Ensure("metadata")["finalizers"] = new JsonArray(
            [.. json.Texts("metadata", "finalizers").Where(text => text != finalizer).Select(text => JsonValue.Create(text))]));
}
