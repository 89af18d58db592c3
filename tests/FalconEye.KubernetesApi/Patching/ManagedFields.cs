using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Http;

namespace FalconEye.KubernetesApi.Patching;

/// <summary>
/// Who owns which field (server-side apply). Simple and honest: a change takes what it changes from everyone else; an apply owns all that
/// it names, is refused where another manager owns a field with another value, and removes what it named before and no one else owns.
/// https://kubernetes.io/docs/reference/using-api/server-side-apply/
/// </summary>
internal sealed class ManagedFields
{
    private readonly List<Entry> _entries;

    private ManagedFields(IEnumerable<Entry> entries) => _entries = [.. entries];

    internal static ManagedFields Read(JsonObject root) => new(root.Objects("metadata", "managedFields").Select(entry => new Entry(
        entry.Text("manager") ?? "unknown",
        entry.Text("operation") ?? "Update",
        entry.Text("subresource") ?? "",
        entry.Text("time"),
        FieldSet.FromTrie(entry.Object("fieldsV1")))));

    /// <summary>Notes that <paramref name="manager"/> made <paramref name="after"/> of <paramref name="before"/>.</summary>
    internal void Track(JsonObject? before, JsonObject after, string manager, string subresource, DateTimeOffset now)
    {
        var (old, current) = (before is null ? [] : FieldSet.Of(before), FieldSet.Of(after));
        HashSet<string> changed = [.. current.Where(leaf => !old.TryGetValue(leaf.Key, out var value) || !JsonNode.DeepEquals(value, leaf.Value)).Select(leaf => leaf.Key)];
        foreach (var entry in _entries)
        {
            entry.Paths.IntersectWith(current.Keys);
            if (entry.Manager != manager || entry.Operation != "Update" || entry.Subresource != subresource)
            {
                entry.Paths.ExceptWith(changed);
            }
        }

        if (changed.Count > 0)
        {
            Own(manager, "Update", subresource, now).UnionWith(changed);
        }
    }

    /// <summary>Applies a configuration.</summary>
    /// <returns>What the object becomes, before defaults.</returns>
    /// <exception cref="StatusException">409: someone else owns a field that it would change, and it does not force.</exception>
    internal JsonObject Apply(JsonObject live, JsonObject configuration, string manager, string subresource, bool force, DateTimeOffset now)
    {
        var applied = FieldSet.Of(configuration);
        var current = FieldSet.Of(live);
        var conflicts = _entries.Where(entry => entry.Manager != manager || entry.Operation != "Apply")
            .SelectMany(entry => entry.Paths.Where(path => applied.TryGetValue(path, out var value)
                && !(current.TryGetValue(path, out var present) && JsonNode.DeepEquals(present, value))).Select(path => (entry, path)))
            .ToList();
        if (conflicts.Count > 0 && !force)
        {
            throw Refuse(conflicts);
        }

        foreach (var (entry, path) in conflicts)
        {
            entry.Paths.Remove(path);
        }

        var result = live.Copy();
        RemoveAbandoned(result, Own(manager, "Apply", subresource, now), [.. applied.Keys], manager);
        StrategicMergePatch.Apply(result, configuration);
        var own = Own(manager, "Apply", subresource, now);
        own.Clear();
        own.UnionWith(applied.Keys);
        return result;
    }

    /// <summary>Writes the owners into an object.</summary>
    internal void Write(JsonObject root, string apiVersion)
    {
        var fields = new JsonArray([.. _entries.Where(entry => entry.Paths.Count > 0).Select(entry => entry.ToJson(apiVersion))]);
        root.Ensure("metadata").Put("managedFields", fields.Count > 0 ? fields : null);
    }

    private void RemoveAbandoned(JsonObject result, HashSet<string> before, HashSet<string> applied, string manager)
    {
        HashSet<string> kept = [.. applied, .. _entries.Where(entry => entry.Manager != manager || entry.Operation != "Apply").SelectMany(entry => entry.Paths)];
        foreach (var path in before.Where(path => !kept.Contains(path)))
        {
            var item = FieldSet.ItemOf(path);
            FieldSet.Remove(result, item is not null && !kept.Any(other => FieldSet.IsWithin(other, item)) ? item : path);
        }
    }

    private HashSet<string> Own(string manager, string operation, string subresource, DateTimeOffset now)
    {
        var index = _entries.FindIndex(entry => entry.Manager == manager && entry.Operation == operation && entry.Subresource == subresource);
        var time = Timestamp.Of(now);
        if (index < 0)
        {
            _entries.Add(new Entry(manager, operation, subresource, time, []));
            return _entries[^1].Paths;
        }

        _entries[index] = _entries[index] with { Time = time };
        return _entries[index].Paths;
    }

    private static StatusException Refuse(List<(Entry Owner, string Path)> conflicts)
    {
        var causes = conflicts.Select(conflict => new JsonObject
        {
            ["reason"] = "FieldManagerConflict",
            ["message"] = $"conflict with \"{conflict.Owner.Manager}\"",
            ["field"] = FieldSet.Describe(conflict.Path),
        });
        var described = string.Join(", ", conflicts.Select(conflict => $"conflict with \"{conflict.Owner.Manager}\": {FieldSet.Describe(conflict.Path)}"));
        return new StatusException(409, "Conflict", $"Apply failed with {conflicts.Count} conflict{(conflicts.Count == 1 ? "" : "s")}: {described}")
        {
            Details = new JsonObject { ["causes"] = new JsonArray([.. causes]) },
        };
    }

    private sealed record Entry(string Manager, string Operation, string Subresource, string? Time, HashSet<string> Paths)
    {
        internal JsonObject ToJson(string apiVersion)
        {
            JsonObject entry = new() { ["manager"] = Manager, ["operation"] = Operation, ["apiVersion"] = apiVersion, ["time"] = Time, ["fieldsType"] = "FieldsV1" };
            entry["fieldsV1"] = FieldSet.ToTrie(Paths);
            if (Subresource.Length > 0)
            {
                entry["subresource"] = Subresource;
            }

            return entry;
        }
    }
}
