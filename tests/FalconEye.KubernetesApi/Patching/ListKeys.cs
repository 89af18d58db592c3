using System.Text.Json;
using System.Text.Json.Nodes;

namespace FalconEye.KubernetesApi.Patching;

/// <summary>
/// By which fields the items of a list are told apart when objects are merged: <c>patchMergeKey</c> and <c>x-kubernetes-list-map-keys</c>
/// of the kinds used here. A list that is not here is replaced as a whole.
/// </summary>
internal static class ListKeys
{
    private static readonly Dictionary<string, string[]> ByField = new()
    {
        ["containers"] = ["name"],
        ["initContainers"] = ["name"],
        ["ephemeralContainers"] = ["name"],
        ["env"] = ["name"],
        ["volumes"] = ["name"],
        ["imagePullSecrets"] = ["name"],
        ["volumeMounts"] = ["mountPath"],
        ["conditions"] = ["type"],
        ["ownerReferences"] = ["uid"],
        ["hostAliases"] = ["ip"],
        ["topologySpreadConstraints"] = ["topologyKey", "whenUnsatisfiable"],
    };

    /// <summary>Whether a list is a set of texts, to which a merge adds.</summary>
    internal static bool IsSet(string field) => field == "finalizers";

    /// <summary>The key fields of a list's items; null for a list that is one value.</summary>
    /// <param name="field">The list's name.</param>
    /// <param name="items">Items that tell a container's ports from a service's, a NetworkPolicy's being one value.</param>
    internal static string[]? Find(string field, JsonArray items) => field == "ports"
        ? PortKeys(items)
        : ByField.GetValueOrDefault(field);

    /// <summary>The key of an item, for comparison.</summary>
    internal static string KeyOf(JsonObject item, string[] keys) => KeyObjectOf(item, keys).ToJsonString();

    /// <summary>The key as managed fields write it; a port is of TCP unless it says otherwise.</summary>
    internal static JsonObject KeyObjectOf(JsonObject item, string[] keys)
    {
        JsonObject key = [];
        foreach (var name in keys)
        {
            key.Put(name, item[name] ?? (name == "protocol" ? JsonSerializer.SerializeToNode("TCP") : null));
        }

        return key;
    }

    private static string[]? PortKeys(JsonArray items) => items.OfType<JsonObject>().FirstOrDefault() switch
    {
        { } port when port.ContainsKey("containerPort") => ["containerPort", "protocol"],
        { } port when port.ContainsKey("targetPort") || port.ContainsKey("name") || port.ContainsKey("nodePort") => ["port", "protocol"],
        _ => null,
    };
}
