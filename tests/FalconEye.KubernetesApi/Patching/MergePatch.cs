using System.Text.Json.Nodes;

namespace FalconEye.KubernetesApi.Patching;

/// <summary>JSON merge patch (RFC 7396): null removes, objects merge, everything else replaces.</summary>
internal static class MergePatch
{
    internal static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject change)
            {
                Apply(target.Ensure(name), change);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }
}
