using FalconEye.Rtsp;

namespace FalconEye.Media.Mp4.Playback;

/// <summary>
/// Where the segments of a recording are: its fragmented form, whatever form the file has. That form is not stored: its heads are written
/// when they are asked for, and its samples are those of the file, byte for byte. A file that grows and the finished one have the same
/// layout as far as both reach.
/// </summary>
public sealed class PlaybackIndex
{
    /// <summary>The most bytes of a finished file's index that are read: a day of 60 frames a second with sound has about 50 MB.</summary>
    private const int MaxMovieLength = 96 * 1024 * 1024;

    /// <summary>In all tracks: picture and sound of a day, each as long as it may be.</summary>
    private const int MaxSamples = 2 * TrackSamples.MaxSamples;

    /// <summary>Boxes before the index; ours have one.</summary>
    private const int MaxBoxes = 16;

    private readonly IReadOnlyList<TrackSamples> _tracks;
    private readonly FragmentScan? _scan;

    private PlaybackIndex(ReadOnlySpan<byte> moov, IReadOnlyList<TrackSamples> tracks, FragmentScan? scan, bool isGrowing)
    {
        (_tracks, _scan) = (tracks, scan);
        Init = PlaybackInit.Write(moov);
        Descriptions = SampleEntryReader.Describe(InitSegment.Parse(Init));
        MimeType = PlaybackCodecs.MimeTypeOf(Descriptions);
        Conversion = PlaybackCodecs.ConversionOf(Descriptions);
        var segments = new SegmentCutter(tracks, PlaybackInit.RegionOf(Init)).Cut();
        Segments = isGrowing ? segments[..^Math.Min(1, segments.Count)] : segments;
        SampleCount = tracks.Sum(track => track.Samples.Count);
    }

    /// <summary>The recording's tracks, as a player wants them before any segment (ftyp and moov).</summary>
    public ReadOnlyMemory<byte> Init { get; }

    /// <summary>For a browser, with codecs: <c>video/mp4; codecs="avc1.64001F,mp4a.40.2"</c>.</summary>
    public string MimeType { get; }

    /// <summary>What its segments become for a browser that does not play them; <see langword="null"/> when every browser does.</summary>
    public PlaybackConversion? Conversion { get; }

    /// <summary>The segments in order.</summary>
    public IReadOnlyList<PlaybackSegment> Segments { get; }

    /// <summary>Bytes of the fragmented form.</summary>
    public long Length => Segments is [.., var last] ? last.Offset + last.Length : PlaybackInit.RegionOf(Init);

    /// <summary>How long the segments play.</summary>
    public TimeSpan Duration => Segments is [.., var last] ? last.Start + last.Duration : TimeSpan.Zero;

    /// <summary>How many samples are known, by which its memory is judged: about 16 bytes each.</summary>
    public long SampleCount { get; }

    /// <summary>Reads a file's index, and nothing else of it.</summary>
    /// <param name="source">The file.</param>
    /// <param name="isGrowing">
    /// Whether it is still written: its last segment is then left out, since it will become longer.
    /// </param>
    /// <param name="before">What was read of the same file earlier, while it was shorter.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Mp4FormatException">The file is no recording, is damaged, or exceeds the limits; the message says what.</exception>
    /// <exception cref="IOException">The file cannot be read now.</exception>
    public static async Task<PlaybackIndex> ReadAsync(
        IByteSource source, bool isGrowing, PlaybackIndex? before = null, CancellationToken cancellationToken = default)
    {
        if (before?._scan is { } known && await BeginsAsync(source, known, cancellationToken))
        {
            return await ScanAsync(source, known.Copy(), isGrowing, cancellationToken);
        }

        var offset = 0L;
        for (var i = 0; i < MaxBoxes; i++)
        {
            var header = await source.HeaderAtAsync(offset, cancellationToken) ?? throw new Mp4FormatException("The file is cut off before its index.");
            if (header.Type == BoxType.Moov)
            {
                var head = new byte[offset + Limited(header, offset)];
                await source.FillAsync(0, head, cancellationToken);
                return await ReadAsync(source, head, (int)offset + header.HeaderLength, isGrowing, cancellationToken);
            }

            offset += header.Length;
        }

        throw new Mp4FormatException("The file has no index.");
    }

    /// <summary>Writes a segment's head: which samples follow, and when they are shown.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="origin">When the recording begins in media time.</param>
    public ReadOnlyMemory<byte> HeadOf(PlaybackSegment segment, TimeSpan origin = default) => SegmentHead.Write(_tracks, segment, origin);

    /// <summary>Where the samples of a segment are in the file, in the order in which they follow its head.</summary>
    public IEnumerable<FilePart> PartsOf(PlaybackSegment segment) => segment.Samples.SelectMany(range => _tracks[range.Track].PartsOf(range));

    /// <summary>The segment that is shown at a time; the first or last one for times before or behind the recording.</summary>
    /// <returns><see langword="null"/> when there is none at all.</returns>
    public PlaybackSegment? SegmentAt(TimeSpan time)
    {
        var (low, high) = (0, Segments.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Segments[middle].Start <= time ? (middle, high) : (low, middle - 1);
        }

        return Segments.Count > 0 ? Segments[low] : null;
    }

    /// <summary>
    /// Whether a file is still the one of fragments that was scanned: a finished one that has replaced it begins with other brands.
    /// </summary>
    private static async Task<bool> BeginsAsync(IByteSource source, FragmentScan scan, CancellationToken cancellationToken)
    {
        if (scan.Next > source.Length)
        {
            return false;
        }

        var head = new byte[scan.Init.Bytes.Length];
        await source.FillAsync(0, head, cancellationToken);
        return head.AsSpan().SequenceEqual(scan.Init.Bytes.Span);
    }

    private static long Limited(BoxHeader moov, long offset) => offset + moov.Length <= MaxMovieLength
        ? moov.Length
        : throw new Mp4FormatException($"The file's index has {moov.Length} bytes; at most {MaxMovieLength} are read.");

    private static async Task<PlaybackIndex> ReadAsync(
        IByteSource source, byte[] head, int moovStart, bool isGrowing, CancellationToken cancellationToken)
    {
        if (Boxes.TryFind(head.AsSpan(moovStart), BoxType.Mvex, out _))
        {
            return await ScanAsync(source, FragmentScan.Begin(InitSegment.Parse(head)), isGrowing, cancellationToken);
        }

        return new PlaybackIndex(head.AsSpan(moovStart), ReadTables(head.AsSpan(moovStart), source.Length), scan: null, isGrowing: false);
    }

    /// <summary>The tracks with their samples, in the order of <see cref="PlaybackSegment.Samples"/>.</summary>
    internal IReadOnlyList<TrackSamples> Tracks => _tracks;

    /// <summary>What is known of the tracks' codecs, in the same order.</summary>
    internal IReadOnlyList<TrackDescription> Descriptions { get; }

    private static async Task<PlaybackIndex> ScanAsync(IByteSource source, FragmentScan scan, bool isGrowing, CancellationToken cancellationToken)
    {
        await scan.ContinueAsync(source, cancellationToken);
        return new PlaybackIndex(Boxes.Required(scan.Init.Bytes.Span, BoxType.Moov), scan.Tracks, scan, isGrowing);
    }

    private static List<TrackSamples> ReadTables(ReadOnlySpan<byte> moov, long fileLength)
    {
        var mvhd = new FieldReader(Boxes.Required(moov, BoxType.Mvhd));
        mvhd.Skip(mvhd.ReadVersion().Version == 0 ? 8 : 16);
        var timescale = mvhd.ReadUInt32();
        var (tracks, samples) = (new List<TrackSamples>(), 0);
        var boxes = new Boxes(moov);
        while (boxes.MoveNext())
        {
            if (boxes.Current.Type == BoxType.Trak)
            {
                tracks.Add(tracks.Count < InitSegment.MaxTracks ? SampleTableReader.Read(boxes.Payload, timescale, fileLength) : throw InitSegment.TooManyTracks());
                samples += tracks[^1].Samples.Count;
                if (samples > MaxSamples)
                {
                    throw new Mp4FormatException($"The file has more than {MaxSamples} samples.");
                }
            }
        }

        return tracks;
    }
}
