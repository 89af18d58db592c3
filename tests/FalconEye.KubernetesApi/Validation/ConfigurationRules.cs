using System.Text;
using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Resources;

namespace FalconEye.KubernetesApi.Validation;

/// <summary>What holds for ConfigMaps, Secrets, Leases and role bindings.</summary>
internal static class ConfigurationRules
{
    private const int MaxDataLength = 1024 * 1024;

    internal static void Check(ResourceType type, JsonObject? current, JsonObject next, FieldErrors errors)
    {
        switch (type.Plural)
        {
            case "configmaps":
                Data(next, errors);
                Immutable(current, next, errors);
                break;
            case "secrets":
                Data(next, errors);
                Immutable(current, next, errors);
                if (current is not null && current.Text("type") != next.Text("type"))
                {
                    errors.Invalid("type", next.Text("type"), "field is immutable");
                }

                break;
            case "leases":
                Lease(next, errors);
                break;
            case "rolebindings" or "clusterrolebindings" when current is not null && !JsonNode.DeepEquals(current["roleRef"], next["roleRef"]):
                errors.Invalid("roleRef", next["roleRef"], "cannot change roleRef");
                break;
        }
    }

    private static void Data(JsonObject next, FieldErrors errors)
    {
        var data = next.TextMap("data");
        foreach (var key in data.Keys)
        {
            if (NameFormats.ConfigKey(key) is { } why)
            {
                errors.Invalid($"data[{key}]", key, why);
            }
        }

        if (data.Values.Sum(Encoding.UTF8.GetByteCount) > MaxDataLength)
        {
            errors.TooLong("data", MaxDataLength);
        }
    }

    private static void Immutable(JsonObject? current, JsonObject next, FieldErrors errors)
    {
        if (current.Flag("immutable") && !JsonNode.DeepEquals(current.At("data"), next["data"]))
        {
            errors.Forbidden("data", "field is immutable when `immutable` is set");
        }
    }

    private static void Lease(JsonObject next, FieldErrors errors)
    {
        if (next.Number("spec", "leaseDurationSeconds") is <= 0 and var seconds)
        {
            errors.Invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0");
        }

        if (next.Number("spec", "leaseTransitions") is < 0 and var transitions)
        {
            errors.Invalid("spec.leaseTransitions", transitions, "must be greater than or equal to 0");
        }
    }
}
