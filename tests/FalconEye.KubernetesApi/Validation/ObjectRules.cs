using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Http;
using FalconEye.KubernetesApi.Resources;

namespace FalconEye.KubernetesApi.Validation;

/// <summary>What every object goes through before it is stored.</summary>
internal static class ObjectRules
{
    /// <summary>Checks an object.</summary>
    /// <exception cref="StatusException">422: it is refused.</exception>
    internal static void Check(ObjectKey key, JsonObject? current, JsonObject next)
    {
        FieldErrors errors = new();
        MetadataRules.Check(key.Type, current, next, errors);
        errors.ThrowIfAny(key.Type, next.Text("metadata", "name"));
    }
}
