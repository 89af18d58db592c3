namespace FalconEye.KubernetesApi.Storage;

/// <summary>What happened to an object.</summary>
/// <param name="Revision">The store's revision since then.</param>
/// <param name="Before">The version before; null for a new object.</param>
/// <param name="After">The version since; null for one that is gone.</param>
/// <param name="Last">The version to show: the new one, or for one that is gone the last, with the revision of its end.</param>
internal sealed record Change(long Revision, StoredObject? Before, StoredObject? After, StoredObject Last);
