using System.Text.Json.Nodes;

namespace FalconEye.KubernetesApi.Patching;

/// <summary>
/// Kubernetes' own merge: like a JSON merge patch, but lists whose items have keys (<see cref="ListKeys"/>) are merged item by item, and
/// <c>$patch: delete|replace</c>, <c>$deleteFromPrimitiveList/x</c> are obeyed. Orders (<c>$setElementOrder</c>) and <c>$retainKeys</c>
/// change nothing here.
/// </summary>
internal static class StrategicMergePatch
{
    private const string Directive = "$patch";
    private const string DeleteFrom = "$deleteFromPrimitiveList/";

    internal static void Apply(JsonObject target, JsonObject patch)
    {
        if (patch.Text(Directive) == "replace")
        {
            target.Clear();
        }

        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(DeleteFrom, StringComparison.Ordinal))
            {
                RemoveTexts(target, name[DeleteFrom.Length..], value as JsonArray ?? []);
            }
            else if (!name.StartsWith('$'))
            {
                ApplyField(target, name, value);
            }
        }
    }

    private static void ApplyField(JsonObject target, string name, JsonNode? value)
    {
        switch (value)
        {
            case null:
                target.Remove(name);
                break;
            case JsonObject change when change.Text(Directive) == "delete":
                target.Remove(name);
                break;
            case JsonObject change:
                Apply(target.Ensure(name), change);
                break;
            case JsonArray items when ListKeys.Find(name, items) is { } keys:
                target[name] = MergeItems(target[name] as JsonArray ?? [], items, keys);
                break;
            case JsonArray items when ListKeys.IsSet(name):
                target[name] = Union(target[name] as JsonArray ?? [], items);
                break;
            default:
                target[name] = value.DeepClone();
                break;
        }
    }

    private static JsonArray MergeItems(JsonArray current, JsonArray changes, string[] keys)
    {
        if (changes.OfType<JsonObject>().Any(item => item.Text(Directive) == "replace"))
        {
            return [.. changes.OfType<JsonObject>().Where(item => item[Directive] is null).Select(item => item.DeepClone())];
        }

        List<JsonObject> items = [.. current.OfType<JsonObject>().Select(item => item.Copy())];
        foreach (var change in changes.OfType<JsonObject>())
        {
            var key = ListKeys.KeyOf(change, keys);
            var index = items.FindIndex(item => ListKeys.KeyOf(item, keys) == key);
            if (change.Text(Directive) == "delete")
            {
                items.RemoveAll(item => ListKeys.KeyOf(item, keys) == key);
            }
            else if (index >= 0)
            {
                Apply(items[index], change);
            }
            else
            {
                items.Add(change.Copy());
            }
        }

        return [.. items];
    }

    private static JsonArray Union(JsonArray current, JsonArray added) =>
        [.. current.Concat(added).Select(item => item.AsText()).Distinct().Select(text => JsonValue.Create(text))];

    private static void RemoveTexts(JsonObject target, string name, JsonArray unwanted)
    {
        if (target[name] is JsonArray current)
        {
            var texts = unwanted.Select(item => item.AsText()).ToHashSet();
            target[name] = new JsonArray([.. current.Where(item => !texts.Contains(item.AsText())).Select(item => item!.DeepClone())]);
        }
    }
}
