namespace FalconEye.Media.Mp4.Playback;

/// <summary>
/// All samples of a track in a file: how long each lasts, how large it is, and where it lies. At most <see cref="MaxSamples"/>.
/// </summary>
internal sealed class TrackSamples
{
    /// <summary>A day of 60 frames a second, or of sound; what exceeds it is no recording of ours.</summary>
    internal const int MaxSamples = 8_000_000;

    private readonly List<(int First, long Offset)> _chunks;

    internal TrackSamples(Track track) => (Track, _chunks, Samples) = (track, [], []);

    private TrackSamples(TrackSamples other) =>
        (Track, _chunks, Samples, Start) = (other.Track, [.. other._chunks], [.. other.Samples], other.Start);

    internal Track Track { get; }

    /// <summary>When the first sample is decoded, in units of the track.</summary>
    internal ulong Start { get; set; }

    internal List<Sample> Samples { get; }

    internal bool HasCompositionOffsets { get; private set; }

    /// <summary>A copy to which more can be added while the original is used.</summary>
    internal TrackSamples Copy() => new(this) { HasCompositionOffsets = HasCompositionOffsets };

    /// <summary>The samples that are added from now on are contiguous from <paramref name="offset"/>.</summary>
    internal void BeginChunk(long offset) => BeginChunk(offset, Samples.Count);

    /// <summary>The samples from <paramref name="first"/> are contiguous from <paramref name="offset"/>.</summary>
    internal void BeginChunk(long offset, int first) => _chunks.Add((first, offset));

    /// <exception cref="Mp4FormatException">The track has too many samples.</exception>
    internal void Add(Sample sample)
    {
        if (Samples.Count == MaxSamples)
        {
            throw new Mp4FormatException($"A track has more than {MaxSamples} samples.");
        }

        Samples.Add(sample);
        HasCompositionOffsets |= sample.CompositionOffset != 0;
    }

    /// <summary>Lets the last sample last until the next begins.</summary>
    internal void ExtendLast(uint duration)
    {
        if (Samples.Count > 0)
        {
            Samples[^1] = Samples[^1] with { Duration = duration };
        }
    }

    /// <summary>Where samples are in the file, contiguous ones as one part.</summary>
    internal IEnumerable<FilePart> PartsOf(SampleRange range) => ChunksOf(range).Select(chunk => chunk.Part);

    /// <summary>The same, with how many samples each part has.</summary>
    internal IEnumerable<(FilePart Part, int First, int Count)> ChunksOf(SampleRange range)
    {
        var (index, end) = (range.First, range.First + range.Count);
        var chunk = ChunkOf(index);
        while (index < end)
        {
            var (first, offset) = _chunks[chunk];
            var chunkEnd = chunk + 1 < _chunks.Count ? _chunks[chunk + 1].First : Samples.Count;
            for (var i = first; i < index; i++)
            {
                offset += Samples[i].Size;
            }

            var (begin, length) = (index, 0L);
            for (; index < end && index < chunkEnd; index++)
            {
                length += Samples[index].Size;
            }

            chunk++;
            yield return (new FilePart(offset, length), begin, index - begin);
        }
    }

    private int ChunkOf(int sample)
    {
        var (low, high) = (0, _chunks.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _chunks[middle].First <= sample ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
