using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Http;
using FalconEye.KubernetesApi.Resources;

namespace FalconEye.KubernetesApi.Operations;

/// <summary>
/// A <c>fieldSelector</c>: <c>metadata.name=a,status.phase!=Running</c>, of the few fields that each kind lets be selected.
/// </summary>
internal sealed class FieldSelector
{
    private static readonly Dictionary<string, string[]> FieldsByPlural = new()
    {
        ["pods"] = ["spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase", "status.podIP", "status.nominatedNodeName"],
        ["events"] = ["involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "reason", "reportingComponent", "source", "type"],
        ["nodes"] = ["spec.unschedulable"],
        ["namespaces"] = ["status.phase"],
        ["secrets"] = ["type"],
        ["jobs"] = ["status.successful"],
        ["replicasets"] = ["status.replicas"],
        ["services"] = ["spec.clusterIP", "spec.type"],
    };

    private readonly List<(string[] Path, string Value, bool IsEqual)> _requirements = [];

    internal bool IsEmpty => _requirements.Count == 0;

    internal bool Matches(JsonObject json) => _requirements.TrueForAll(requirement =>
        (TextOf(json.At(requirement.Path)) == requirement.Value) == requirement.IsEqual);

    /// <exception cref="StatusException">It cannot be read, or the kind does not let that field be selected.</exception>
    internal static FieldSelector Parse(ResourceType type, string? text)
    {
        FieldSelector selector = new();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var isEqual = !part.Contains("!=", StringComparison.Ordinal);
            var sides = part.Replace("==", "=", StringComparison.Ordinal).Split(isEqual ? "=" : "!=", 2);
            if (sides is not [var field, var value])
            {
                throw StatusException.BadRequest($"invalid selector: '{text}'; can't understand '{part}'");
            }

            if (field is not ("metadata.name" or "metadata.namespace")
                && !(FieldsByPlural.TryGetValue(type.Plural, out var fields) && fields.Contains(field)))
            {
                throw StatusException.BadRequest($"field label not supported: {field}");
            }

            selector._requirements.Add((field.Split('.'), value, isEqual));
        }

        return selector;
    }

    private static string TextOf(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.TryGetValue(out bool flag) => flag ? "true" : "false",
        _ => node.ToString(),
    };
}
