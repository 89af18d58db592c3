using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Http;
using FalconEye.KubernetesApi.Operations;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Controllers;

/// <summary>The store as controllers and kubelets use it: by the same rules as clients, without the network in between.</summary>
internal sealed class ClusterObjects(ObjectStore store, ObjectWriter writer, Deletion deletion, TimeProvider time)
{
    private static readonly WriteOptions AsController = new("kube-controller-manager");

    internal TimeProvider Time { get; } = time;

    internal IReadOnlyList<StoredObject> List(ResourceType type) => store.List(type, null).Objects;

    internal StoredObject? Find(ResourceType type, string inNamespace, string name) => store.Find(new ObjectKey(type, inNamespace, name));

    internal StoredObject Create(ResourceType type, string inNamespace, JsonObject json) => writer.Create(type, inNamespace, json, AsController);

    /// <summary>Changes an object; one that has gone meanwhile is no error.</summary>
    internal void Update(ObjectKey key, Action<JsonObject> change, string subresource = "")
    {
        try
        {
            writer.Update(key, subresource, json =>
            {
                change(json);
                return json;
            }, AsController);
        }
        catch (StatusException e) when (e.Code == 404)
        {
            // Nothing is left to change.
        }
    }

    /// <summary>Replaces an object's status; one that has gone meanwhile is no error.</summary>
    internal void UpdateStatus(ObjectKey key, JsonObject status) => Update(key, json => json["status"] = status, "status");

    /// <summary>Deletes that very object; one that has gone or been replaced is no error.</summary>
    internal void Delete(StoredObject stored, string propagation = "Background", long? graceSeconds = null)
    {
        try
        {
            deletion.Delete(stored.Key, new DeleteOptions { Propagation = propagation, Uid = stored.Uid, GraceSeconds = graceSeconds });
        }
        catch (StatusException e) when (e.Code is 404 or 409)
        {
            // It is gone already.
        }
    }

    internal string Now() => Timestamp.Of(Time.GetUtcNow());
}
