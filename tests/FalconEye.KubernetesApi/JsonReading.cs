using System.Text.Json.Nodes;

namespace FalconEye.KubernetesApi;

/// <summary>Reads and writes objects that are JSON, so that every kind passes through the same code.</summary>
internal static class JsonReading
{
    /// <summary>What is at a path; null where anything on the way is missing.</summary>
    internal static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    /// <summary>The object at a path.</summary>
    internal static JsonObject? Object(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonObject;

    /// <summary>The objects of a list at a path; none where there is no list.</summary>
    internal static IEnumerable<JsonObject> Objects(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray list ? list.OfType<JsonObject>() : [];

    /// <summary>The texts of a list at a path.</summary>
    internal static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray list ? list.Select(item => item.AsText()).OfType<string>() : [];

    /// <summary>The text at a path.</summary>
    internal static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path).AsText();

    /// <summary>The integer at a path.</summary>
    internal static long? Number(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path).AsNumber();

    /// <summary>Whether true is at a path.</summary>
    internal static bool Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue(out bool flag) && flag;

    /// <summary>A text node's text; null for anything else.</summary>
    internal static string? AsText(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>An integer node's value; null for anything else.</summary>
    internal static long? AsNumber(this JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue(out long number) => number,
        JsonValue value when value.TryGetValue(out int number) => number,
        _ => null,
    };

    /// <summary>The child object of a name, made where it is missing.</summary>
    internal static JsonObject Ensure(this JsonObject parent, string name)
    {
        if (parent[name] is JsonObject child)
        {
            return child;
        }

        JsonObject made = [];
        parent[name] = made;
        return made;
    }

    /// <summary>Sets a child unless there is one: how defaults are filled in.</summary>
    internal static void Default(this JsonObject parent, string name, JsonNode value)
    {
        if (parent[name] is null)
        {
            parent[name] = value;
        }
    }

    /// <summary>The map of texts at a path, such as labels.</summary>
    internal static IReadOnlyDictionary<string, string> TextMap(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.Object(path)?.ToDictionary(pair => pair.Key, pair => pair.Value.AsText() ?? "") ?? [];

    /// <summary>A copy that belongs to no other document.</summary>
    internal static JsonObject Copy(this JsonObject node) => (JsonObject)node.DeepClone();

    /// <summary>Puts a copy of a value, or removes the name when there is none.</summary>
    internal static void Put(this JsonObject parent, string name, JsonNode? value)
    {
        if (value is null)
        {
            parent.Remove(name);
        }
        else
        {
            parent[name] = value.DeepClone();
        }
    }
}
