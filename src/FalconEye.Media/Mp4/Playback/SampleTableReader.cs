namespace FalconEye.Media.Mp4.Playback;

/// <summary>
/// Reads the samples of a track from the tables of a finished file (stbl, ISO/IEC 14496-12 section 8.5), as <see cref="FaststartWriter"/>
/// wrote them.
/// </summary>
internal static class SampleTableReader
{

    /// <param name="trak">The payload of the track's box.</param>
    /// <param name="movieTimescale">Units of a second in which its edit list counts.</param>
    /// <param name="fileLength">Where the file ends: no sample may lie behind it.</param>
    /// <exception cref="Mp4FormatException">The tables contradict each other, or the file.</exception>
    internal static TrackSamples Read(ReadOnlySpan<byte> trak, uint movieTimescale, long fileLength)
    {
        var samples = new TrackSamples(InitSegment.ParseTrack(trak, mvex: default));
        var stbl = Boxes.Required(Boxes.Required(Boxes.Required(trak, BoxType.Mdia), BoxType.Minf), BoxType.Stbl);
        var sizes = Boxes.Required(stbl, BoxType.Stsz);
        if (SampleCount(sizes) > 0)
        {
            AddSamples(samples, stbl, sizes);
            AddChunks(samples, stbl, fileLength);
        }

        samples.Start = ReadStart(trak, movieTimescale, samples.Track.Timescale);
        return samples;
    }

    private static void AddSamples(TrackSamples samples, ReadOnlySpan<byte> stbl, ReadOnlySpan<byte> stsz)
    {
        var count = SampleCount(stsz);
        var sizes = new FieldReader(stsz);
        sizes.Skip(4);
        var same = sizes.ReadUInt32();
        sizes.Skip(4);
        Require(same != 0 || count * 4L <= sizes.Remaining, "stsz");
        var durations = new Runs(Boxes.Required(stbl, BoxType.Stts));
        var offsets = Boxes.TryFind(stbl, BoxType.Ctts, out var ctts) ? new Runs(ctts) : default;
        var hasSync = Boxes.TryFind(stbl, BoxType.Stss, out var stss);
        var sync = hasSync ? EntriesOf(stss, 4, out _) : default;
        var nextSync = hasSync && sync.Remaining >= 4 ? sync.ReadUInt32() : 0;
        for (uint number = 1; number <= count; number++)
        {
            var isSync = !hasSync || number == nextSync;
            nextSync = hasSync && isSync && sync.Remaining >= 4 ? sync.ReadUInt32() : nextSync;
            var size = same != 0 ? same : sizes.ReadUInt32();
            samples.Add(new Sample(durations.Next(), size, isSync ? Sample.SyncFlags : Sample.NonSyncFlags, ctts.IsEmpty ? 0 : (int)offsets.Next()));
        }
    }

    /// <summary>Reads where the samples are (stsc, and stco or co64), and checks that all of them are within the file.</summary>
    private static void AddChunks(TrackSamples samples, ReadOnlySpan<byte> stbl, long fileLength)
    {
        var isWide = Boxes.TryFind(stbl, BoxType.Co64, out var table);
        var offsets = EntriesOf(isWide ? table : Boxes.Required(stbl, BoxType.Stco), isWide ? 8 : 4, out var chunkCount);
        var runs = EntriesOf(Boxes.Required(stbl, BoxType.Stsc), 12, out var runCount);
        Require(runCount > 0 && runs.ReadUInt32() == 1, "stsc");
        var perChunk = runs.ReadUInt32();
        runs.Skip(4);
        var nextRun = runs.Remaining >= 12 ? runs.ReadUInt32() : uint.MaxValue;
        var sample = 0;
        for (uint chunk = 1; chunk <= chunkCount; chunk++)
        {
            if (chunk == nextRun)
            {
                perChunk = runs.ReadUInt32();
                runs.Skip(4);
                nextRun = runs.Remaining >= 12 ? runs.ReadUInt32() : uint.MaxValue;
            }

            var offset = isWide ? offsets.ReadUInt64() : offsets.ReadUInt32();
            Require(perChunk > 0 && perChunk <= samples.Samples.Count - sample, "stsc");
            sample = AddChunk(samples, sample, (int)perChunk, offset, fileLength);
        }

        Require(sample == samples.Samples.Count, "stsc");
    }

    private static int AddChunk(TrackSamples samples, int first, int count, ulong offset, long fileLength)
    {
        var length = 0L;
        for (var i = 0; i < count; i++)
        {
            length += samples.Samples[first + i].Size;
        }

        if (offset > (ulong)fileLength || length > fileLength - (long)offset)
        {
            throw new Mp4FormatException("The file is cut off: samples lie behind its end.");
        }

        samples.BeginChunk((long)offset, first);
        return first + count;
    }

    /// <summary>
    /// A track that begins later than the recording is held back by an empty edit, as <see cref="FaststartHead"/> writes it.
    /// </summary>
    private static ulong ReadStart(ReadOnlySpan<byte> trak, uint movieTimescale, uint timescale)
    {
        if (!Boxes.TryFind(trak, BoxType.Edts, out var edts) || !Boxes.TryFind(edts, BoxType.Elst, out var elst))
        {
            return 0;
        }

        var fields = new FieldReader(elst);
        var (version, _) = fields.ReadVersion();
        if (fields.ReadUInt32() == 0)
        {
            return 0;
        }

        var duration = fields.ReadUInt(version);
        var isEmpty = version == 0 ? fields.ReadUInt32() == uint.MaxValue : fields.ReadUInt64() == ulong.MaxValue;
        return isEmpty ? PlaybackTime.Quantize((UInt128)duration, movieTimescale, timescale) : 0;
    }

    private static uint SampleCount(ReadOnlySpan<byte> stsz)
    {
        var fields = new FieldReader(stsz);
        fields.Skip(8);
        var count = fields.ReadUInt32();
        return count <= TrackSamples.MaxSamples ? count : throw new Mp4FormatException($"A track has {count} samples; at most {TrackSamples.MaxSamples} are read.");
    }

    private static FieldReader EntriesOf(ReadOnlySpan<byte> table, int entryLength, out uint count)
    {
        var fields = new FieldReader(table);
        fields.Skip(4);
        count = fields.ReadUInt32();
        Require((long)count * entryLength <= fields.Remaining, "table");
        return fields;
    }

    private static void Require(bool holds, string box)
    {
        if (!holds)
        {
            throw new Mp4FormatException($"The {box} box contradicts the other tables.");
        }
    }

    /// <summary>A table of runs: each a count and the value of that many samples.</summary>
    private ref struct Runs(ReadOnlySpan<byte> table)
    {
        private FieldReader _entries = EntriesOf(table, 8, out _);
        private uint _left;
        private uint _value;

        internal uint Next()
        {
            while (_left == 0)
            {
                (_left, _value) = (_entries.ReadUInt32(), _entries.ReadUInt32());
            }

            _left--;
            return _value;
        }
    }
}
