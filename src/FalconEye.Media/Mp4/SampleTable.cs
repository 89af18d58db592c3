namespace FalconEye.Media.Mp4;

/// <summary>
/// One track's samples out of all fragments, as the tables of a file that is not fragmented (stbl, ISO/IEC 14496-12 section 8.5).
/// Each fragment's samples of a track lie behind each other and so are one chunk.
/// </summary>
internal sealed class SampleTable
{
    private readonly List<(uint Count, uint Duration)> _durations = [];
    private readonly List<(uint Count, int Offset)> _compositionOffsets = [];
    private readonly List<uint> _sizes = [];
    private readonly List<uint> _syncSamples = [];
    private readonly List<(uint Samples, long Offset)> _chunks = [];

    private SampleTable(Track track) => Track = track;

    internal Track Track { get; }

    /// <summary>When its first sample is decoded, from the beginning of the file, in units of the track.</summary>
    internal ulong Start { get; set; }

    /// <summary>How much of the beginning is decoded and not shown, in units of the track.</summary>
    internal ulong Skip { get; set; }

    /// <summary>How long its samples last together, in units of the track.</summary>
    internal ulong Duration { get; private set; }

    /// <summary>From when the first sample is decoded until the last is no longer shown, in units of the track.</summary>
    internal ulong PresentationDuration => Duration + (ulong)Math.Max(0, _compositionOffsets.Count > 0 ? _compositionOffsets.Max(run => run.Offset) : 0);

    internal bool IsEmpty => _sizes.Count == 0;

    /// <summary>A track that gets its samples by <see cref="AddChunk"/>.</summary>
    internal static SampleTable Begin(Track track) => new(track);

    /// <summary>Adds samples that are contiguous in the file.</summary>
    /// <param name="samples">At least one.</param>
    /// <param name="offset">Where they begin in the data of the file.</param>
    internal void AddChunk(IReadOnlyCollection<Sample> samples, long offset)
    {
        _chunks.Add(((uint)samples.Count, offset));
        foreach (var sample in samples)
        {
            AddSample(sample);
        }
    }

    /// <summary>Lets the last sample last so long, or so short, that all of them together do.</summary>
    /// <param name="duration">How long all samples are to last, in units of the track.</param>
    internal void ExtendTo(ulong duration)
    {
        var (count, last) = _durations[^1];
        var wanted = (uint)Math.Clamp((long)last + (long)(duration - Duration), 0, uint.MaxValue);
        if (wanted == last)
        {
            return;
        }

        _durations.RemoveAt(_durations.Count - 1);
        if (count > 1)
        {
            _durations.Add((count - 1, last));
        }

        _durations.Add((1, wanted));
        Duration = Duration - last + wanted;
    }

    internal static SampleTable Of(Track track, FragmentedMp4 mp4)
    {
        var table = new SampleTable(track);
        long data = 0;
        var parts = new List<(TrackFragment Part, long Offset)>();
        foreach (var fragment in mp4.Fragments)
        {
            parts.AddRange(fragment.Head.Tracks
                .Where(part => part.Track.Id == track.Id && part.Samples.Count > 0)
                .Select(part => (part, data + fragment.OffsetInData(part))));
            data += fragment.DataLength;
        }

        for (var i = 0; i < parts.Count; i++)
        {
            table.Add(parts[i].Part, parts[i].Offset, i + 1 < parts.Count ? parts[i + 1].Part.DecodeTime : null);
        }

        return table;
    }

    /// <summary>Writes stts, ctts, stss, stsc, stsz and co64.</summary>
    /// <param name="boxes">Where to.</param>
    /// <param name="dataStart">Where the samples of all fragments begin in the file.</param>
    internal void Write(BoxWriter boxes, long dataStart)
    {
        WriteList(boxes, BoxType.Stts, 0, _durations, run => boxes.UInt64(((ulong)run.Count << 32) | run.Duration));
        if (_compositionOffsets is not [(_, 0)])
        {
            WriteList(boxes, BoxType.Ctts, 1, _compositionOffsets, run => boxes.UInt64(((ulong)run.Count << 32) | (uint)run.Offset));
        }

        // Without this table every sample counts as a keyframe.
        if (_syncSamples.Count < _sizes.Count)
        {
            WriteList(boxes, BoxType.Stss, 0, _syncSamples, boxes.UInt32);
        }

        WriteChunks(boxes);
        boxes.FullBox(BoxType.Stsz, 0, () =>
        {
            boxes.UInt32(0);
            boxes.UInt32((uint)_sizes.Count);
            _sizes.ForEach(boxes.UInt32);
        });
        WriteList(boxes, BoxType.Co64, 0, _chunks, chunk => boxes.UInt64((ulong)(dataStart + chunk.Offset)));
    }

    private static void WriteList<T>(BoxWriter boxes, BoxType type, byte version, List<T> entries, Action<T> write) => boxes.FullBox(type, version, () =>
    {
        boxes.UInt32((uint)entries.Count);
        entries.ForEach(write);
    });

    private void WriteChunks(BoxWriter boxes)
    {
        var runs = _chunks
            .Select((chunk, index) => (First: (uint)index + 1, chunk.Samples))
            .Where((run, index) => index == 0 || _chunks[index - 1].Samples != run.Samples)
            .ToList();
        WriteList(boxes, BoxType.Stsc, 0, runs, run =>
        {
            boxes.UInt32(run.First);
            boxes.UInt32(run.Samples);
            boxes.UInt32(1);
        });
    }

    private void Add(TrackFragment part, long offset, ulong? nextDecodeTime)
    {
        if (IsEmpty)
        {
            Start = part.DecodeTime;
        }

        _chunks.Add(((uint)part.Samples.Count, offset));
        for (var i = 0; i < part.Samples.Count; i++)
        {
            var sample = part.Samples[i];
            var last = i == part.Samples.Count - 1;
            AddSample(last ? sample with { Duration = DurationUntil(nextDecodeTime, part, sample) } : sample);
        }
    }

    /// <summary>
    /// A fragment places itself in time; here a sample's place is the sum of the durations before it, so a gap becomes part of the last.
    /// </summary>
    private static uint DurationUntil(ulong? next, TrackFragment part, Sample last)
    {
        var begins = part.DecodeTime + part.Duration - last.Duration;
        return next is { } time && time > begins && time - begins <= uint.MaxValue ? (uint)(time - begins) : last.Duration;
    }

    private void AddSample(Sample sample)
    {
        _sizes.Add(sample.Size);
        Duration += sample.Duration;
        if (sample.IsSync)
        {
            _syncSamples.Add((uint)_sizes.Count);
        }

        Extend(_durations, sample.Duration);
        Extend(_compositionOffsets, sample.CompositionOffset);
    }

    private static void Extend<T>(List<(uint Count, T Value)> runs, T value)
        where T : struct, IEquatable<T>
    {
        if (runs.Count > 0 && runs[^1].Value.Equals(value))
        {
            runs[^1] = (runs[^1].Count + 1, value);
        }
        else
        {
            runs.Add((1, value));
        }
    }
}
