namespace FalconEye.Media.Mp4;

/// <summary>Reads a traf box with one tfhd, one tfdt and one trun: what FFmpeg writes with <c>default_base_moof</c>.</summary>
internal static class TrackFragmentParser
{
    /// <summary>A quarter of an hour at a thousand samples a second: what exceeds it is no fragment of a recording.</summary>
    internal const int MaxSamples = 1_000_000;

    /// <param name="init">The file it belongs to.</param>
    /// <param name="traf">The payload of the box.</param>
    internal static TrackFragment Parse(InitSegment init, ReadOnlySpan<byte> traf)
    {
        Defaults? head = null;
        ulong? decodeTime = null;
        (long DataOffset, IReadOnlyList<Sample> Samples)? run = null;
        var boxes = new Boxes(traf);
        while (boxes.MoveNext())
        {
            if (boxes.Current.Type == BoxType.Tfhd)
            {
                head = Defaults.Read(init, boxes.Payload);
            }
            else if (boxes.Current.Type == BoxType.Tfdt)
            {
                decodeTime = ReadDecodeTime(boxes.Payload);
            }
            else if (boxes.Current.Type == BoxType.Trun && head is not null)
            {
                run = run is null ? ReadRun(boxes.Payload, head) : throw new Mp4FormatException("A fragment has two runs of one track.");
            }
        }

        return head is not null && decodeTime is { } time && run is { } samples
            ? new TrackFragment(head.Track, time, samples.DataOffset, samples.Samples)
            : throw new Mp4FormatException("A fragment lacks tfhd, tfdt or trun.");
    }

    private static ulong ReadDecodeTime(ReadOnlySpan<byte> tfdt)
    {
        var fields = new FieldReader(tfdt);
        return fields.ReadUInt(fields.ReadVersion().Version);
    }

    private static (long DataOffset, IReadOnlyList<Sample> Samples) ReadRun(ReadOnlySpan<byte> trun, Defaults defaults)
    {
        var fields = new FieldReader(trun);
        var flags = (RunFlags)fields.ReadVersion().Flags;
        var count = fields.ReadUInt32();
        if (!flags.HasFlag(RunFlags.DataOffset))
        {
            throw new Mp4FormatException("A run of samples does not say where they are.");
        }

        long offset = (int)fields.ReadUInt32();
        var first = flags.HasFlag(RunFlags.FirstSampleFlags) ? fields.ReadUInt32() : (uint?)null;
        var fieldCount = int.PopCount((int)(flags & RunFlags.PerSample));
        if (count > MaxSamples || count * fieldCount * 4L > fields.Remaining)
        {
            throw new Mp4FormatException($"A run of {count} samples is longer than its box.");
        }

        var samples = new Sample[count];
        for (var i = 0; i < samples.Length; i++)
        {
            var sample = ReadSample(ref fields, flags, defaults);
            samples[i] = i == 0 && first is { } firstFlags ? sample with { Flags = firstFlags } : sample;
        }

        return (offset, samples);
    }

    private static Sample ReadSample(ref FieldReader fields, RunFlags flags, Defaults defaults) => new(
        Duration: flags.HasFlag(RunFlags.SampleDuration) ? fields.ReadUInt32() : defaults.Duration,
        Size: flags.HasFlag(RunFlags.SampleSize) ? fields.ReadUInt32() : defaults.Size,
        Flags: flags.HasFlag(RunFlags.SampleFlags) ? fields.ReadUInt32() : defaults.Flags,
        CompositionOffset: flags.HasFlag(RunFlags.CompositionOffset) ? (int)fields.ReadUInt32() : 0);

    [Flags]
    private enum RunFlags : uint
    {
        DataOffset = 0x1,
        FirstSampleFlags = 0x4,
        SampleDuration = 0x100,
        SampleSize = 0x200,
        SampleFlags = 0x400,
        CompositionOffset = 0x800,
        PerSample = SampleDuration | SampleSize | SampleFlags | CompositionOffset,
    }

    /// <summary>What holds for samples that say nothing of their own (tfhd, section 8.8.7).</summary>
    private sealed record Defaults(Track Track, uint Duration, uint Size, uint Flags)
    {
        private const uint BaseDataOffset = 0x1;
        private const uint DescriptionIndex = 0x2;
        private const uint DefaultDuration = 0x8;
        private const uint DefaultSize = 0x10;
        private const uint DefaultFlags = 0x20;

        internal static Defaults Read(InitSegment init, ReadOnlySpan<byte> tfhd)
        {
            var fields = new FieldReader(tfhd);
            var (_, flags) = fields.ReadVersion();
            var track = init.TrackOf(fields.ReadUInt32());
            if ((flags & BaseDataOffset) != 0)
            {
                throw new Mp4FormatException("A fragment's samples are placed in the file, not in the fragment.");
            }

            fields.Skip((flags & DescriptionIndex) != 0 ? 4 : 0);
            return new Defaults(
                track,
                (flags & DefaultDuration) != 0 ? fields.ReadUInt32() : track.DefaultDuration,
                (flags & DefaultSize) != 0 ? fields.ReadUInt32() : track.DefaultSize,
                (flags & DefaultFlags) != 0 ? fields.ReadUInt32() : track.DefaultFlags);
        }
    }
}
