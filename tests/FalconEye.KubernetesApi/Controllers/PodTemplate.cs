using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Controllers;

/// <summary>Makes pods of templates.</summary>
internal static class PodTemplate
{
    /// <summary>A pod of its owner's <c>spec.template</c>.</summary>
    internal static JsonObject ToPod(StoredObject owner)
    {
        var metadata = owner.Json.Object("spec", "template", "metadata")?.Copy() ?? [];
        metadata["generateName"] = owner.Key.Name + "-";
        metadata["ownerReferences"] = Owners.ControllerOf(owner);
        return new JsonObject { ["metadata"] = metadata, ["spec"] = owner.Json.Object("spec", "template", "spec")!.Copy() };
    }
}
