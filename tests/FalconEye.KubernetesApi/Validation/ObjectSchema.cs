using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FalconEye.KubernetesApi.Http;
using FalconEye.KubernetesApi.Resources;
using k8s.Models;

namespace FalconEye.KubernetesApi.Validation;

/// <summary>
/// Decodes as kube-apiserver does: a value of a wrong type is refused, a field that the kind does not have is dropped and named. The fields
/// are those of the client's classes, which are generated from Kubernetes' own description.
/// </summary>
internal sealed class ObjectSchema
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, Type>> Fields = new();

    private readonly ResourceType _type;
    private readonly List<string> _unknown = [];

    private ObjectSchema(ResourceType type) => _type = type;

    /// <summary>Drops what the kind does not know and what is null.</summary>
    /// <returns>The unknown fields.</returns>
    /// <exception cref="StatusException">400: a value has the wrong type.</exception>
    internal static IReadOnlyList<string> Prune(ResourceType type, JsonObject json)
    {
        ObjectSchema schema = new(type);
        schema.CheckObject(json, type.Model, "");
        return schema._unknown;
    }

    private static Dictionary<string, Type> FieldsOf(Type model) => Fields.GetOrAdd(model, static model => model
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Select(property => (property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name, Type: Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType))
        .Where(property => property.Name is not null)
        .ToDictionary(property => property.Name!, property => property.Type));

    private void CheckObject(JsonObject json, Type model, string path)
    {
        var fields = FieldsOf(model);
        foreach (var (name, value) in json.ToList())
        {
            var child = path.Length == 0 ? name : $"{path}.{name}";
            if (!fields.TryGetValue(name, out var type))
            {
                _unknown.Add(child);
                json.Remove(name);
            }
            else if (value is null)
            {
                json.Remove(name);
            }
            else if (Check(value, type, child) is { } canonical)
            {
                json[name] = canonical;
            }
        }
    }

    /// <summary>Checks a value.</summary>
    /// <returns>What it is stored as where that differs.</returns>
    private JsonValue? Check(JsonNode value, Type type, string path)
    {
        if (type == typeof(object))
        {
            return null;
        }

        if (type.IsGenericType && type.GetGenericArguments() is [_, var mapped])
        {
            CheckMap(value, mapped, path);
        }
        else if (type.IsGenericType)
        {
            var item = type.GetGenericArguments()[0];
            CheckList(value, Nullable.GetUnderlyingType(item) ?? item, path);
        }
        else if (type == typeof(ResourceQuantity))
        {
            return CheckQuantity(value, path);
        }
        else if (FieldsOf(type).Count > 0 && type.Name is not "IntOrString" and not "IntstrIntOrString")
        {
            CheckObject(value as JsonObject ?? throw Mismatch(value, path, type.Name), type, path);
        }
        else if (!FitsScalar(value, type))
        {
            throw Mismatch(value, path, type.Name);
        }

        return null;
    }

    private void CheckMap(JsonNode value, Type type, string path)
    {
        var map = value as JsonObject ?? throw Mismatch(value, path, "map");
        foreach (var (name, item) in map.ToList())
        {
            if (item is null)
            {
                map.Remove(name);
            }
            else if (Check(item, type, $"{path}.{name}") is { } canonical)
            {
                map[name] = canonical;
            }
        }
    }

    private void CheckList(JsonNode value, Type type, string path)
    {
        var list = value as JsonArray ?? throw Mismatch(value, path, "list");
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is { } item)
            {
                Check(item, type, $"{path}[{i}]");
            }
        }
    }

    private JsonValue CheckQuantity(JsonNode value, string path)
    {
        try
        {
            return JsonValue.Create(Quantity.Canonical(value.ToString()));
        }
        catch (FormatException)
        {
            throw CannotHandle("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'", path);
        }
    }

    private static bool FitsScalar(JsonNode node, Type type)
    {
        if (node is not JsonValue value)
        {
            return false;
        }

        var text = value.AsText();
        return type switch
        {
            _ when type == typeof(string) => text is not null,
            _ when type == typeof(bool) => value.TryGetValue(out bool _),
            _ when type == typeof(int) => value.AsNumber() is >= int.MinValue and <= int.MaxValue,
            _ when type == typeof(long) => value.AsNumber() is not null,
            _ when type == typeof(double) => value.TryGetValue(out double _) || value.AsNumber() is not null,
            _ when type == typeof(byte[]) => text is not null && Convert.TryFromBase64String(text, new byte[text.Length], out _),
            _ when type == typeof(DateTime) => text is not null
                && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
            _ => text is not null || value.AsNumber() is not null,
        };
    }

    private StatusException Mismatch(JsonNode value, string path, string wanted) =>
        CannotHandle($"json: cannot unmarshal {value.GetValueKind().ToString().ToLowerInvariant()} into field of type {wanted}", path);

    private StatusException CannotHandle(string why, string path) =>
        StatusException.BadRequest($"{_type.Kind} in version \"{_type.Version}\" cannot be handled as a {_type.Kind}: {why}: {path}");
}
