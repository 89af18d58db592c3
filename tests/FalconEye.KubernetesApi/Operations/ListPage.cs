using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Operations;

/// <summary>A page of a list.</summary>
/// <param name="Objects">The objects, in order.</param>
/// <param name="Revision">The moment they were read.</param>
/// <param name="Continue">The token of the next page; null on the last.</param>
/// <param name="Remaining">How many come after this page.</param>
internal sealed record ListPage(IReadOnlyList<StoredObject> Objects, long Revision, string? Continue, int Remaining);
