namespace FalconEye.Media.Mp4;

/// <summary>What a fragmented MP4 file begins with: its brands (ftyp) and its tracks, without samples (moov with mvex).</summary>
public sealed class InitSegment
{
    /// <summary>A camera sends one or two. Each costs memory for its samples, so a file cannot have any number.</summary>
    internal const int MaxTracks = 16;

    private const uint VideoHandler = 0x76696465; // "vide"

    private InitSegment(ReadOnlyMemory<byte> bytes, IReadOnlyList<Track> tracks)
    {
        Bytes = bytes;
        Tracks = tracks;
    }

    /// <summary>ftyp and moov, as written.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The tracks, in the order of the file.</summary>
    public IReadOnlyList<Track> Tracks { get; }

    /// <summary>Reads ftyp and moov.</summary>
    /// <exception cref="Mp4FormatException">They are not those of a fragmented MP4 file.</exception>
    public static InitSegment Parse(ReadOnlyMemory<byte> bytes)
    {
        var moov = Boxes.Required(bytes.Span, BoxType.Moov);
        if (!Boxes.TryFind(moov, BoxType.Mvex, out var mvex))
        {
            throw new Mp4FormatException("The file is not a fragmented MP4 file.");
        }

        var tracks = new List<Track>();
        var boxes = new Boxes(moov);
        while (boxes.MoveNext())
        {
            if (boxes.Current.Type == BoxType.Trak)
            {
                tracks.Add(tracks.Count < MaxTracks ? ParseTrack(boxes.Payload, mvex) : throw TooManyTracks());
            }
        }

        return tracks.Count > 0 && tracks.DistinctBy(track => track.Id).Count() == tracks.Count
            ? new InitSegment(bytes, tracks)
            : throw new Mp4FormatException("The file has no track, or two with the same number.");
    }

    internal static Mp4FormatException TooManyTracks() => new($"The file has more than {MaxTracks} tracks.");

    /// <summary>The track of a number.</summary>
    /// <exception cref="Mp4FormatException">There is none.</exception>
    internal Track TrackOf(uint id) =>
        Tracks.FirstOrDefault(track => track.Id == id) ?? throw new Mp4FormatException($"A fragment is of track {id}, which the file does not have.");

    /// <summary>Reads a track.</summary>
    /// <param name="trak">The payload of its box.</param>
    /// <param name="mvex">The payload of the box with the defaults of fragments; empty in a file that is not fragmented.</param>
    internal static Track ParseTrack(ReadOnlySpan<byte> trak, ReadOnlySpan<byte> mvex)
    {
        var id = ReadId(Boxes.Required(trak, BoxType.Tkhd));
        var mdia = Boxes.Required(trak, BoxType.Mdia);
        var handler = new FieldReader(Boxes.Required(mdia, BoxType.Hdlr));
        handler.Skip(8);
        var (duration, size, flags) = ReadDefaults(mvex, id);
        return new Track(id, ReadTimescale(Boxes.Required(mdia, BoxType.Mdhd)), handler.ReadUInt32() == VideoHandler, duration, size, flags);
    }

    private static uint ReadId(ReadOnlySpan<byte> tkhd)
    {
        var fields = new FieldReader(tkhd);
        fields.Skip(fields.ReadVersion().Version == 0 ? 8 : 16);
        return fields.ReadUInt32();
    }

    private static uint ReadTimescale(ReadOnlySpan<byte> mdhd)
    {
        var fields = new FieldReader(mdhd);
        fields.Skip(fields.ReadVersion().Version == 0 ? 8 : 16);
        var timescale = fields.ReadUInt32();
        return timescale > 0 ? timescale : throw new Mp4FormatException("A track has no timescale.");
    }

    private static (uint Duration, uint Size, uint Flags) ReadDefaults(ReadOnlySpan<byte> mvex, uint id)
    {
        var boxes = new Boxes(mvex);
        while (boxes.MoveNext())
        {
            if (boxes.Current.Type != BoxType.Trex)
            {
                continue;
            }

            var fields = new FieldReader(boxes.Payload);
            fields.ReadVersion();
            if (fields.ReadUInt32() == id)
            {
                fields.Skip(4);
                return (fields.ReadUInt32(), fields.ReadUInt32(), fields.ReadUInt32());
            }
        }

        return default;
    }
}
