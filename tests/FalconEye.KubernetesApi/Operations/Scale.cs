using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Resources;

namespace FalconEye.KubernetesApi.Operations;

/// <summary>The replicas of an object as a document of their own (<c>autoscaling/v1</c>).</summary>
internal static class Scale
{
    internal static JsonObject Read(JsonObject owner)
    {
        JsonObject metadata = [];
        foreach (var field in (string[])["name", "namespace", "uid", "resourceVersion", "creationTimestamp"])
        {
            metadata.Put(field, owner.At("metadata", field));
        }

        return new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = metadata,
            ["spec"] = new JsonObject { ["replicas"] = owner.Number("spec", "replicas") ?? 0 },
            ["status"] = new JsonObject
            {
                ["replicas"] = owner.Number("status", "replicas") ?? 0,
                ["selector"] = string.Join(',', owner.TextMap("spec", "selector", "matchLabels").Select(pair => $"{pair.Key}={pair.Value}")),
            },
        };
    }

    internal static JsonObject Write(ObjectWriter writer, ObjectKey key, Func<JsonObject, JsonObject> change, WriteOptions options) =>
        Read(writer.Update(key, "", owner =>
        {
            var scale = change(Read(owner));
            owner.Ensure("spec")["replicas"] = scale.Number("spec", "replicas") ?? 0;
            owner.Ensure("metadata").Put("resourceVersion", scale.At("metadata", "resourceVersion"));
            return owner;
        }, options).Json);
}
