using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Api.Recordings.Playback;

/// <summary>
/// Keeps the indexes of files that were played last, so that each jump does not read one again: at most <see cref="MaxSamples"/> samples, about 64 MB.
/// </summary>
internal sealed class PlaybackIndexCache
{
    private const long MaxSamples = 4_000_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();
    private long _samples;

    /// <summary>Looks for the index of a file as it is now, or as it was when it was shorter.</summary>
    /// <returns>The index, and whether it is of the file as it is now.</returns>
    internal (PlaybackIndex? Index, bool IsCurrent) Find(string recordingId, FileState state)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(recordingId, out var node))
            {
                return (null, false);
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return (node.Value.Index, node.Value.State == state);
        }
    }

    internal void Keep(string recordingId, FileState state, PlaybackIndex index)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(recordingId, out var known))
            {
                Remove(known);
            }

            _entries[recordingId] = _byUse.AddFirst(new Entry(recordingId, state, index));
            _samples += index.SampleCount;
            while (_samples > MaxSamples && _byUse.Count > 1)
            {
                Remove(_byUse.Last!);
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _entries.Remove(node.Value.RecordingId);
        _samples -= node.Value.Index.SampleCount;
    }

    /// <summary>What tells whether a file has changed.</summary>
    /// <param name="Length">Its bytes.</param>
    /// <param name="Written">When it was last written, UTC.</param>
    /// <param name="IsGrowing">Whether it is still written.</param>
    internal readonly record struct FileState(long Length, DateTime Written, bool IsGrowing);

    private sealed record Entry(string RecordingId, FileState State, PlaybackIndex Index);
}
