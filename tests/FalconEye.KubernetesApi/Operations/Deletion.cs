using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Http;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Operations;

/// <summary>Deletes: at once, or by a mark when finalizers, a pod's grace or a namespace's content have to go first.</summary>
internal sealed class Deletion(ObjectStore store, TimeProvider time)
{
    internal const string Foreground = "foregroundDeletion";
    internal const string Orphan = "orphan";
    private const long DefaultGrace = 30;

    /// <summary>Whether something has to be done before the object may go.</summary>
    internal static bool HasFinalizers(StoredObject stored) =>
        stored.Metadata.Texts("finalizers").Any() || (stored.Key.Type == ResourceTypes.Namespaces && stored.Json.Texts("spec", "finalizers").Any());

    /// <summary>Whether a marked object has nothing left to wait for.</summary>
    internal static bool IsDue(StoredObject stored) =>
        stored.IsDeleting && !HasFinalizers(stored) && (stored.Metadata.Number("deletionGracePeriodSeconds") ?? 0) == 0;

    /// <summary>Deletes an object.</summary>
    /// <returns>Its last version, and whether it is still there with a mark.</returns>
    /// <exception cref="StatusException">It is not there, or not the one that is meant.</exception>
    internal (StoredObject Last, bool IsMarked) Delete(ObjectKey key, DeleteOptions options)
    {
        lock (store.Gate)
        {
            var current = store.Find(key) ?? throw StatusException.NotFound(key.Type, key.Name);
            CheckPreconditions(current, options);
            if (options.IsDryRun)
            {
                return (current, false);
            }

            var grace = GraceOf(current, options);
            var next = current.Json.Copy();
            var finalizer = options.Propagation switch { "Foreground" => Foreground, "Orphan" => Orphan, _ => null };
            var isFinalized = AddFinalizer(next, finalizer) || HasFinalizers(current);
            if (!isFinalized && grace == 0)
            {
                return (store.Remove(key), false);
            }

            return (Mark(key, current, next, grace), true);
        }
    }

    private StoredObject Mark(ObjectKey key, StoredObject current, JsonObject next, long grace)
    {
        var metadata = (JsonObject)next["metadata"]!;
        if (current.IsDeleting && (current.Metadata.Number("deletionGracePeriodSeconds") ?? 0) <= grace)
        {
            return JsonNode.DeepEquals(current.Json, next) ? current : store.Put(key, next);
        }

        metadata["deletionTimestamp"] = Timestamp.Of(time.GetUtcNow().AddSeconds(grace));
        metadata["deletionGracePeriodSeconds"] = grace;
        if (key.Type.HasGeneration)
        {
            metadata["generation"] = (metadata.Number("generation") ?? 1) + 1;
        }

        if (key.Type == ResourceTypes.Namespaces)
        {
            next.Ensure("status")["phase"] = "Terminating";
        }

        return store.Put(key, next);
    }

    /// <summary>Only a pod that a kubelet has to end gets time.</summary>
    private static long GraceOf(StoredObject current, DeleteOptions options)
    {
        var isRunning = current.Key.Type == ResourceTypes.Pods
            && current.Json.Text("spec", "nodeName") is { Length: > 0 }
            && current.Json.Text("status", "phase") is not ("Succeeded" or "Failed");
        return isRunning ? options.GraceSeconds ?? current.Json.Number("spec", "terminationGracePeriodSeconds") ?? DefaultGrace : 0;
    }

    private static bool AddFinalizer(JsonObject next, string? finalizer)
    {
        var metadata = (JsonObject)next["metadata"]!;
        if (finalizer is null)
        {
            return false;
        }

        if (!metadata.Texts("finalizers").Contains(finalizer))
        {
            metadata["finalizers"] = new JsonArray([.. metadata.Texts("finalizers").Append(finalizer).Select(text => JsonValue.Create(text))]);
        }

        return true;
    }

    private static void CheckPreconditions(StoredObject current, DeleteOptions options)
    {
        var (type, name) = (current.Key.Type, current.Key.Name);
        if (options.Uid is { } uid && uid != current.Uid)
        {
            throw StatusException.Conflict(type, name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {current.Uid}");
        }

        if (options.ResourceVersion is { } version && version != current.Metadata.Text("resourceVersion"))
        {
            throw StatusException.Conflict(
                type, name, $"Precondition failed: ResourceVersion in precondition: {version}, ResourceVersion in object meta: {current.Metadata.Text("resourceVersion")}");
        }
    }
}
