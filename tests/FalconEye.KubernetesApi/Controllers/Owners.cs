using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Controllers;

/// <summary>Who made whom.</summary>
internal static class Owners
{
    /// <summary>The reference of what a controller made to what it made it for.</summary>
    internal static JsonArray ControllerOf(StoredObject owner) =>
    [
        new JsonObject
        {
            ["apiVersion"] = owner.Key.Type.ApiVersion,
            ["kind"] = owner.Key.Type.Kind,
            ["name"] = owner.Key.Name,
            ["uid"] = owner.Uid,
            ["controller"] = true,
            ["blockOwnerDeletion"] = true,
        },
    ];

    /// <summary>The controlling owner's id; null for an object that no one controls.</summary>
    internal static string? ControllerUidOf(StoredObject stored) =>
        stored.Metadata.Objects("ownerReferences").FirstOrDefault(owner => owner.Flag("controller"))?.Text("uid");
}
