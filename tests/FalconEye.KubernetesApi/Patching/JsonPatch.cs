using System.Globalization;
using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Http;

namespace FalconEye.KubernetesApi.Patching;

/// <summary>JSON patch (RFC 6902).</summary>
internal static class JsonPatch
{
    /// <exception cref="StatusException">A step cannot be carried out: 422, as kube-apiserver answers.</exception>
    internal static void Apply(JsonObject target, JsonArray steps)
    {
        foreach (var step in steps.OfType<JsonObject>())
        {
            var path = step.Text("path") ?? "";
            switch (step.Text("op"))
            {
                case "add": Add(target, path, step["value"]); break;
                case "remove": Remove(target, path); break;
                case "replace": Remove(target, path); Add(target, path, step["value"]); break;
                case "copy": Add(target, path, Read(target, step.Text("from") ?? "")); break;
                case "move": Add(target, path, Remove(target, step.Text("from") ?? "")); break;
                case "test" when JsonNode.DeepEquals(Read(target, path), step["value"]): break;
                case "test": throw Failed($"testing value {path} failed: test failed");
                default: throw StatusException.BadRequest($"unexpected kind: {step.Text("op")}");
            }
        }
    }

    private static void Add(JsonObject target, string path, JsonNode? value)
    {
        var (parent, last) = Locate(target, path);
        if (parent is JsonArray list)
        {
            list.Insert(last == "-" ? list.Count : IndexOf(list, last, list.Count), value?.DeepClone());
        }
        else
        {
            ((JsonObject)parent)[last] = value?.DeepClone();
        }
    }

    private static JsonNode? Remove(JsonObject target, string path)
    {
        var (parent, last) = Locate(target, path);
        if (parent is JsonArray list)
        {
            var index = IndexOf(list, last, list.Count - 1);
            var item = list[index];
            list.RemoveAt(index);
            return item;
        }

        return ((JsonObject)parent).Remove(last, out var removed) ? removed : throw Missing(path);
    }

    private static JsonNode? Read(JsonObject target, string path)
    {
        var (parent, last) = Locate(target, path);
        return parent is JsonArray list ? list[IndexOf(list, last, list.Count - 1)] : parent[last];
    }

    private static (JsonNode Parent, string Last) Locate(JsonObject target, string path)
    {
        string[] parts = [.. path.Split('/').Skip(1).Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        JsonNode? node = parts.Length > 0 ? target : throw Missing(path);
        foreach (var part in parts[..^1])
        {
            node = node is JsonArray list ? list[IndexOf(list, part, list.Count - 1)] : (node as JsonObject)?[part];
        }

        return node is JsonArray or JsonObject ? (node, parts[^1]) : throw Missing(path);
    }

    private static int IndexOf(JsonArray list, string text, int highest) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= highest && list.Count >= index
            ? index
            : throw Failed($"unable to access invalid index: {text}");

    private static StatusException Missing(string path) => Failed($"remove operation does not apply: doc is missing path: \"{path}\": missing value");

    private static StatusException Failed(string message) => new(422, "Invalid", $"the server rejected our request due to an error in our request: {message}");
}
