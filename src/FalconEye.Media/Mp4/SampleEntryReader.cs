using FalconEye.Rtsp;

namespace FalconEye.Media.Mp4;

/// <summary>Reads what a track's sample entry (stsd) says of its codec, for files that FFmpeg has written.</summary>
internal static class SampleEntryReader
{
    private const int VisualFields = 78;
    private const int AudioFields = 28;

    private static readonly BoxType AvcConfiguration = BoxType.Of("avcC"u8);
    private static readonly BoxType HevcConfiguration = BoxType.Of("hvcC"u8);
    private static readonly BoxType Descriptors = BoxType.Of("esds"u8);

    /// <summary>Describes the tracks of a file.</summary>
    /// <exception cref="Mp4FormatException">A box does not hold what it must.</exception>
    internal static IReadOnlyList<TrackDescription> Describe(InitSegment init)
    {
        var tracks = new List<TrackDescription>();
        var boxes = new Boxes(Boxes.Required(init.Bytes.Span, BoxType.Moov));
        while (boxes.MoveNext())
        {
            if (boxes.Current.Type == BoxType.Trak)
            {
                tracks.Add(Describe(boxes.Payload, init.Tracks[tracks.Count], tracks.Count));
            }
        }

        return tracks;
    }

    private static TrackDescription Describe(ReadOnlySpan<byte> trak, Track track, int index)
    {
        var minf = Boxes.Required(Boxes.Required(trak, BoxType.Mdia), BoxType.Minf);
        var stsd = Boxes.Required(Boxes.Required(minf, BoxType.Stbl), BoxType.Stsd);
        var entries = new Boxes(stsd.Length > 8 ? stsd[8..] : default);
        if (!entries.MoveNext() || entries.Payload.Length < (track.IsVideo ? VisualFields : AudioFields))
        {
            throw new Mp4FormatException("A track has no sample entry.");
        }

        var description = new TrackDescription
        {
            Index = index,
            Kind = track.IsVideo ? TrackKind.Video : TrackKind.Audio,
            Codec = MediaCodec.Unknown,
            ClockRate = (int)track.Timescale,
            CodecString = entries.Current.Type.ToString(),
            SampleEntry = entries.Whole.ToArray(),
        };
        return track.IsVideo ? Visual(description, entries.Payload) : Audio(description, entries.Payload);
    }

    private static TrackDescription Visual(TrackDescription description, ReadOnlySpan<byte> entry)
    {
        var sized = description with { Width = (entry[24] << 8) | entry[25], Height = (entry[26] << 8) | entry[27] };
        var inner = entry[VisualFields..];
        return Boxes.TryFind(inner, AvcConfiguration, out var avc) ? sized with { Codec = MediaCodec.H264, ParameterSets = AvcSets(avc) }
            : Boxes.TryFind(inner, HevcConfiguration, out var hevc) ? sized with { Codec = MediaCodec.H265, ParameterSets = HevcSets(hevc) }
            : sized;
    }

    private static TrackDescription Audio(TrackDescription description, ReadOnlySpan<byte> entry)
    {
        var known = description with { Channels = (entry[16] << 8) | entry[17], SampleRate = (entry[24] << 8) | entry[25] };
        return Boxes.TryFind(entry[AudioFields..], Descriptors, out var esds) && SpecificInfo(esds) is { Length: > 0 } configuration
            ? known with { Codec = MediaCodec.Aac, Configuration = configuration }
            : known;
    }

    /// <summary>ISO/IEC 14496-15, section 5.3.3.1.</summary>
    private static List<ReadOnlyMemory<byte>> AvcSets(ReadOnlySpan<byte> avcC)
    {
        var sets = new List<ReadOnlyMemory<byte>>();
        var fields = new FieldReader(avcC);
        fields.Skip(5);
        ReadSets(ref fields, fields.ReadByte() & 0x1F, sets);
        ReadSets(ref fields, fields.ReadByte(), sets);
        return sets;
    }

    /// <summary>ISO/IEC 14496-15, section 8.3.3.1.</summary>
    private static List<ReadOnlyMemory<byte>> HevcSets(ReadOnlySpan<byte> hvcC)
    {
        const int VideoSet = 32;
        const int PictureSet = 34;
        var sets = new List<ReadOnlyMemory<byte>>();
        var fields = new FieldReader(hvcC);
        fields.Skip(22);
        for (var arrays = fields.ReadByte(); arrays > 0; arrays--)
        {
            var isNeeded = (fields.ReadByte() & 0x3F) is >= VideoSet and <= PictureSet;
            ReadSets(ref fields, fields.ReadUInt16(), isNeeded ? sets : []);
        }

        return sets;
    }

    private static void ReadSets(ref FieldReader fields, int count, List<ReadOnlyMemory<byte>> sets)
    {
        for (; count > 0; count--)
        {
            sets.Add(fields.ReadBytes(fields.ReadUInt16()).ToArray());
        }
    }

    /// <summary>The DecoderSpecificInfo within an ES descriptor (ISO/IEC 14496-1, section 7.2.6).</summary>
    private static byte[] SpecificInfo(ReadOnlySpan<byte> esds)
    {
        const byte ElementaryStream = 3;
        const byte DecoderConfiguration = 4;
        const byte DecoderSpecific = 5;
        var fields = new FieldReader(esds);
        fields.ReadVersion();
        while (fields.Remaining > 1)
        {
            var tag = fields.ReadByte();
            var length = ReadLength(ref fields);
            switch (tag)
            {
                case ElementaryStream:
                    fields.Skip(3);
                    break;
                case DecoderConfiguration:
                    fields.Skip(13);
                    break;
                case DecoderSpecific:
                    return fields.ReadBytes(length).ToArray();
                default:
                    fields.Skip(Math.Min(length, fields.Remaining));
                    break;
            }
        }

        return [];
    }

    private static int ReadLength(ref FieldReader fields)
    {
        var length = 0;
        for (var i = 0; i < 4; i++)
        {
            var part = fields.ReadByte();
            length = (length << 7) | (part & 0x7F);
            if (part < 0x80)
            {
                break;
            }
        }

        return length;
    }
}
