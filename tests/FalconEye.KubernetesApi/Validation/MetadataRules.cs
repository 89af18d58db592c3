using System.Text;
using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Resources;

namespace FalconEye.KubernetesApi.Validation;

/// <summary>What holds for every kind: names, labels, annotations, finalizers, owners.</summary>
internal static class MetadataRules
{
    private const int MaxAnnotationsLength = 256 * 1024;

    internal static void Check(ResourceType type, JsonObject? current, JsonObject next, FieldErrors errors)
    {
        var name = next.Text("metadata", "name");
        if (string.IsNullOrEmpty(name))
        {
            errors.Required("metadata.name", "name or generateName is required");
        }
        else if (current is null && NameProblem(type, name) is { } why)
        {
            errors.Invalid("metadata.name", name, why);
        }

        Labels(next.TextMap("metadata", "labels"), "metadata.labels", errors);
        Annotations(next, "metadata.annotations", errors);
        Owners(next, errors);
        Finalizers(current, next, errors);
    }

    /// <summary>Checks a map of labels.</summary>
    internal static void Labels(IReadOnlyDictionary<string, string> labels, string path, FieldErrors errors)
    {
        foreach (var (key, value) in labels)
        {
            if (NameFormats.QualifiedName(key) is { } badKey)
            {
                errors.Invalid(path, key, badKey);
            }

            if (NameFormats.LabelValue(value) is { } badValue)
            {
                errors.Invalid(path, value, badValue);
            }
        }
    }

    private static string? NameProblem(ResourceType type, string name) => type.Plural switch
    {
        "services" => NameFormats.ServiceName(name),
        "namespaces" => NameFormats.Label(name),
        "roles" or "rolebindings" or "clusterroles" or "clusterrolebindings" => NameFormats.PathSegment(name),
        "cronjobs" when name.Length > 52 => "must be no more than 52 characters",
        "jobs" when name.Length > 63 => "must be no more than 63 characters",
        _ => NameFormats.Subdomain(name),
    };

    private static void Annotations(JsonObject next, string path, FieldErrors errors)
    {
        var annotations = next.TextMap("metadata", "annotations");
        foreach (var key in annotations.Keys)
        {
            if (NameFormats.QualifiedName(key.ToLowerInvariant()) is { } why)
            {
                errors.Invalid(path, key, why);
            }
        }

        if (annotations.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value)) > MaxAnnotationsLength)
        {
            errors.TooLong(path, MaxAnnotationsLength);
        }
    }

    private static void Owners(JsonObject next, FieldErrors errors)
    {
        foreach (var (owner, i) in next.Objects("metadata", "ownerReferences").Select((owner, i) => (owner, i)))
        {
            foreach (var field in (string[])["apiVersion", "kind", "name", "uid"])
            {
                if (string.IsNullOrEmpty(owner.Text(field)))
                {
                    errors.Invalid($"metadata.ownerReferences[{i}].{field}", "", "must not be empty");
                }
            }
        }

        if (next.Objects("metadata", "ownerReferences").Count(owner => owner.Flag("controller")) > 1)
        {
            errors.Invalid("metadata.ownerReferences", null, "Only one reference can have Controller set to true");
        }
    }

    private static void Finalizers(JsonObject? current, JsonObject next, FieldErrors errors)
    {
        foreach (var finalizer in next.Texts("metadata", "finalizers"))
        {
            if (NameFormats.QualifiedName(finalizer) is { } why)
            {
                errors.Invalid("metadata.finalizers", finalizer, why);
            }
        }

        var added = next.Texts("metadata", "finalizers").Except(current.Texts("metadata", "finalizers")).ToList();
        if (current.At("metadata", "deletionTimestamp") is not null && added.Count > 0)
        {
            errors.Forbidden("metadata.finalizers", $"no new finalizers can be added if the object is being deleted, found new finalizers {string.Join(", ", added)}");
        }
    }
}
