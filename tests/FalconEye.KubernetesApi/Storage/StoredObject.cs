using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Resources;

namespace FalconEye.KubernetesApi.Storage;

/// <summary>One version of an object. Its JSON is never changed: a change is a new version.</summary>
internal sealed record StoredObject(ObjectKey Key, JsonObject Json, long Revision)
{
    internal JsonObject Metadata => (JsonObject)Json["metadata"]!;

    internal string Uid => Metadata.Text("uid")!;

    internal bool IsDeleting => Metadata["deletionTimestamp"] is not null;

    internal IReadOnlyDictionary<string, string> Labels => field ??= Metadata.TextMap("labels");
}
