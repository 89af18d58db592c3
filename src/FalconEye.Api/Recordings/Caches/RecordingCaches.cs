namespace FalconEye.Api.Recordings.Caches;

/// <summary>All caches of what is made of recordings.</summary>
internal sealed class RecordingCaches(IEnumerable<RecordingCache> caches)
{
    /// <summary>Removes all that is kept of a recording that is deleted.</summary>
    internal void Remove(string recordingId)
    {
        foreach (var cache in caches)
        {
            cache.Remove(recordingId);
        }
    }

    /// <summary>The recordings of which something is kept.</summary>
    internal IReadOnlyList<string> ListRecordings() => [.. caches.SelectMany(cache => cache.ListRecordings()).Distinct()];
}
