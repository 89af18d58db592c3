using System.Text.Json;
using System.Text.Json.Nodes;

namespace FalconEye.KubernetesApi.Patching;

/// <summary>
/// The leaves of an object, by their path in the notation of managed fields: <c>f:name</c>, <c>k:{"name":"x"}</c> for an item with a key,
/// <c>v:"x"</c> for a member of a set. Steps are joined by line ends, which no step contains.
/// </summary>
internal static class FieldSet
{
    private const char Step = '\n';

    /// <summary>Metadata that belongs to the server.</summary>
    private static readonly HashSet<string> Unowned =
    [
        "f:apiVersion", "f:kind", "f:metadata\nf:name", "f:metadata\nf:namespace", "f:metadata\nf:uid", "f:metadata\nf:resourceVersion",
        "f:metadata\nf:creationTimestamp", "f:metadata\nf:generation", "f:metadata\nf:generateName", "f:metadata\nf:managedFields",
        "f:metadata\nf:deletionTimestamp", "f:metadata\nf:deletionGracePeriodSeconds", "f:metadata\nf:selfLink",
    ];

    /// <summary>Objects that are one value.</summary>
    private static readonly HashSet<string> Atomic = ["selector", "nodeSelector", "matchLabels"];

    /// <summary>All leaves with their values.</summary>
    internal static Dictionary<string, JsonNode> Of(JsonObject root)
    {
        Dictionary<string, JsonNode> leaves = [];
        Collect(root, "", leaves);
        return leaves;
    }

    /// <summary>As <c>fieldsV1</c> writes paths: nested objects.</summary>
    internal static JsonObject ToTrie(IEnumerable<string> paths)
    {
        JsonObject trie = [];
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            var node = trie;
            foreach (var step in path.Split(Step))
            {
                node = node.Ensure(step);
            }
        }

        return trie;
    }

    /// <summary>Reads <c>fieldsV1</c>.</summary>
    internal static HashSet<string> FromTrie(JsonObject? trie)
    {
        HashSet<string> paths = [];
        Read(trie ?? [], "");
        return paths;

        void Read(JsonObject node, string prefix)
        {
            foreach (var (step, child) in node)
            {
                var path = prefix.Length == 0 ? step : prefix + Step + step;
                if (child is JsonObject { Count: > 0 } inner)
                {
                    Read(inner, path);
                }
                else
                {
                    paths.Add(path);
                }
            }
        }
    }

    /// <summary>As people read a path: <c>.spec.template.spec.containers[name="x"].image</c>.</summary>
    internal static string Describe(string path) => string.Concat(path.Split(Step).Select(step => step[..2] switch
    {
        "f:" => "." + step[2..],
        "k:" => "[" + string.Join(',', ((JsonObject)JsonNode.Parse(step[2..])!).Select(key => $"{key.Key}={key.Value!.ToJsonString()}")) + "]",
        _ => "[" + step[2..] + "]",
    }));

    /// <summary>Removes what is at a path, and the item or object around it once nothing is left of that.</summary>
    internal static void Remove(JsonObject root, string path)
    {
        List<(JsonNode Parent, string Step)> way = [];
        JsonNode? node = root;
        foreach (var step in path.Split(Step))
        {
            if (node is null)
            {
                return;
            }

            way.Add((node, step));
            node = Child(node, step);
        }

        for (var i = way.Count - 1; i >= 0; i--)
        {
            var (parent, step) = way[i];
            RemoveChild(parent, step);
            if (parent is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
            {
                return;
            }
        }
    }

    /// <summary>The path of the innermost item with a key on the way to a leaf; null where there is none.</summary>
    internal static string? ItemOf(string path)
    {
        var steps = path.Split(Step);
        var last = Array.FindLastIndex(steps, step => step.StartsWith("k:", StringComparison.Ordinal));
        return last < 0 ? null : string.Join(Step, steps[..(last + 1)]);
    }

    /// <summary>Whether a path leads into an item.</summary>
    internal static bool IsWithin(string path, string item) => path == item || path.StartsWith(item + Step, StringComparison.Ordinal);

    private static void Collect(JsonObject node, string prefix, Dictionary<string, JsonNode> leaves)
    {
        foreach (var (name, value) in node)
        {
            var path = prefix.Length == 0 ? $"f:{name}" : $"{prefix}{Step}f:{name}";
            if (value is null || Unowned.Contains(path))
            {
                continue;
            }

            switch (value)
            {
                case JsonObject { Count: > 0 } child when !Atomic.Contains(name):
                    Collect(child, path, leaves);
                    break;
                case JsonArray items when ListKeys.Find(name, items) is { } keys:
                    foreach (var item in items.OfType<JsonObject>())
                    {
                        Collect(item, $"{path}{Step}k:{ListKeys.KeyOf(item, keys)}", leaves);
                    }

                    break;
                case JsonArray items when ListKeys.IsSet(name):
                    foreach (var item in items)
                    {
                        leaves[$"{path}{Step}v:{item!.ToJsonString()}"] = item;
                    }

                    break;
                default:
                    leaves[path] = value;
                    break;
            }
        }
    }

    private static JsonNode? Child(JsonNode parent, string step) => step[..2] == "f:" ? (parent as JsonObject)?[step[2..]] : FindItem(parent, step);

    private static JsonNode? FindItem(JsonNode parent, string step) => (parent as JsonArray)?.FirstOrDefault(item => step[..2] == "v:"
        ? item!.ToJsonString() == step[2..]
        : item is JsonObject candidate && JsonSerializer.Deserialize<JsonObject>(step[2..])! is var key
            && ListKeys.KeyOf(candidate, [.. key.Select(pair => pair.Key)]) == step[2..]);

    private static void RemoveChild(JsonNode parent, string step)
    {
        if (parent is JsonObject node)
        {
            node.Remove(step[2..]);
        }
        else if (FindItem(parent, step) is { } item)
        {
            ((JsonArray)parent).Remove(item);
        }
    }
}
