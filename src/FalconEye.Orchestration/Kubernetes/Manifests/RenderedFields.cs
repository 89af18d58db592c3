using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;

namespace FalconEye.Orchestration.Kubernetes.Manifests;

/// <summary>
/// Compares what was rendered with what the cluster has. Fields that were not rendered are no difference: the cluster fills in its defaults
/// and allocations, and others may add what they need.
/// </summary>
internal static class RenderedFields
{
    /// <summary>Whether each field that was rendered has the same value in the cluster.</summary>
    internal static bool AreIn(object rendered, object current) => IsIn(Read(rendered), Read(current));

    private static JsonNode? Read(object part) => JsonNode.Parse(KubernetesJson.Serialize(part));

    private static bool IsIn(JsonNode? rendered, JsonNode? current) => rendered switch
    {
        null => true,
        JsonObject fields => current is JsonObject known && fields.All(field => IsIn(field.Value, known[field.Key])),
        JsonArray items => items.Count == ((current as JsonArray)?.Count ?? 0) && items.Zip(current as JsonArray ?? [], IsIn).All(same => same),
        _ => current is null ? IsEmpty(rendered) : JsonNode.DeepEquals(rendered, current),
    };

    /// <summary>The cluster leaves out a value that is a kind's zero.</summary>
    private static bool IsEmpty(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>().Length == 0,
        JsonValueKind.False => true,
        JsonValueKind.Number => value.GetValue<double>() == 0,
        _ => false,
    };
}
