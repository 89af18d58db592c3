using System.Runtime.InteropServices;
using FalconEye.Media.Captions;
using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Media.Mp4.Reencoding;

/// <summary>
/// Recorded pictures that are to be encoded again, as a fragmented MP4 file that is made while it is read. A second track has the captions as pictures, each
/// from the moment on from which it is burned in: what encodes them gets no text, and no file beside this one.
/// </summary>
public sealed class PictureBatch
{
    /// <summary>Times begin here, so that none is before zero.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromSeconds(10);

    /// <summary>Captions end so long after the last picture: what lays one over the other waits for the next caption.</summary>
    private static readonly TimeSpan Trailer = TimeSpan.FromHours(1);

    private readonly PlaybackIndex _index;
    private readonly TrackSamples _track;
    private readonly List<FilePart> _parts = [];
    private readonly List<Sample> _samples = [];
    private readonly List<(ulong From, byte[] Picture)> _captions = [];
    private readonly CaptionLayout? _layout;
    private readonly PlainPicture? _plain;
    private ulong _start;
    private ulong _last;

    private PictureBatch(PlaybackIndex index, int track, Caption? caption)
    {
        (_index, _track) = (index, index.Tracks[track]);
        if (caption is not null)
        {
            var (width, height) = EncodedPicture.SizeOf(index.Descriptions[track].Width, index.Descriptions[track].Height);
            _layout = caption.LayOut(width, height);
            _plain = new PlainPicture(_layout.Width, _layout.Height);
        }
    }

    /// <summary>Whether it has captions.</summary>
    public bool HasCaptions => _captions.Count > 0;

    /// <summary>Bytes of the pictures.</summary>
    public long PictureLength => _parts.Sum(part => part.Length);

    /// <summary>How many pictures.</summary>
    public int Count => _samples.Count;

    /// <summary>Pictures before this are decoded only, in the times of the batch; zero for none.</summary>
    public TimeSpan Skip { get; private init; }

    /// <summary>All pictures of a segment that are shown in a time. Their times are those of the recording, and <see cref="Lead"/>.</summary>
    /// <param name="index">The recording.</param>
    /// <param name="segment">One of its segments.</param>
    /// <param name="from">From when, counted from the beginning of the recording.</param>
    /// <param name="to">Until when.</param>
    /// <param name="start">When the recording begins, UTC.</param>
    /// <param name="caption">What is burned in; <see langword="null"/> for nothing.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    public static PictureBatch? OfSegment(PlaybackIndex index, PlaybackSegment segment, TimeSpan from, TimeSpan to, DateTime start, Caption? caption)
    {
        if (segment.Samples.FirstOrDefault(range => index.Tracks[range.Track].Track.IsVideo) is not { Count: > 0 } range)
        {
            return null;
        }

        var track = index.Tracks[range.Track];
        var taken = RecordingClip.Within(track, range, segment.Start, to);
        if (taken.Count == 0)
        {
            return null;
        }

        PictureBatch batch = new(index, range.Track, caption) { Skip = from > segment.Start ? from + Lead : TimeSpan.Zero, _start = taken.DecodeTime };
        batch._samples.AddRange(track.Samples.GetRange(taken.First, taken.Count));
        batch._parts.AddRange(track.PartsOf(taken));
        if (caption is not null)
        {
            var first = start + segment.Start;
            batch.AddCaption(segment.Start, first);
            for (var second = Next(first); second < start + segment.Start + segment.Duration; second = Next(second))
            {
                batch.AddCaption(second - start, second);
            }
        }

        return batch;
    }

    /// <summary>Begins a batch of single keyframes.</summary>
    /// <param name="index">The recording.</param>
    /// <param name="caption">What is burned in; <see langword="null"/> for nothing.</param>
    public static PictureBatch OfKeyframes(PlaybackIndex index, Caption? caption)
    {
        for (var i = 0; i < index.Tracks.Count; i++)
        {
            if (index.Tracks[i].Track.IsVideo)
            {
                return new PictureBatch(index, i, caption);
            }
        }

        throw new Mp4FormatException("The file has no picture.");
    }

    /// <summary>Adds a keyframe.</summary>
    /// <param name="keyframe">Of the recording.</param>
    /// <param name="at">When it is to be shown in what is made of the batch; later than the one before it.</param>
    /// <param name="recorded">When it was recorded, UTC.</param>
    public void Add(KeyframePosition keyframe, TimeSpan at, DateTime recorded)
    {
        var time = _track.Track.ToUnits(at);
        if (_samples.Count == 0)
        {
            _start = time;
        }
        else
        {
            _samples[^1] = _samples[^1] with { Duration = (uint)Math.Clamp((long)(time - _last), 1, uint.MaxValue) };
        }

        _last = time;

        _samples.Add(_track.Samples[keyframe.Sample] with { Duration = 1, CompositionOffset = 0 });
        _parts.AddRange(_track.PartsOf(new SampleRange(0, keyframe.Sample, 1, 0)));
        if (_layout is not null)
        {
            AddCaption(at, recorded);
        }
    }

    /// <summary>Opens it.</summary>
    /// <param name="source">The recording's file.</param>
    public Stream Open(IByteSource source)
    {
        var captions = CaptionSamples();
        List<(ReadOnlyMemory<byte> Bytes, FilePart Part)> parts = [(WriteHead(captions), default)];
        parts.AddRange(captions.Select(caption => ((ReadOnlyMemory<byte>)caption.Picture, default(FilePart))));
        parts.AddRange(_parts.Where(part => part.Length > 0).Select(part => (default(ReadOnlyMemory<byte>), part)));
        return new JoinedStream(parts, source);
    }

    private static DateTime Next(DateTime moment) => moment.AddTicks(TimeSpan.TicksPerSecond - (moment.Ticks % TimeSpan.TicksPerSecond));

    private void AddCaption(TimeSpan from, DateTime moment)
    {
        // Rounded up: a picture of the moment itself is the first with the new text.
        var units = (ulong)((((UInt128)(from + Lead).Ticks * _track.Track.Timescale) + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
        if (_captions is [] || units > _captions[^1].From)
        {
            _captions.Add((units, _plain!.Write(_layout!.Draw(moment), _captions.Count)));
        }
    }

    /// <summary>The captions, the first from the beginning on, and two behind the end: see <see cref="Trailer"/>.</summary>
    private List<(ulong From, byte[] Picture)> CaptionSamples()
    {
        if (_captions.Count == 0)
        {
            return [];
        }

        List<(ulong From, byte[] Picture)> all = [(0, _captions[0].Picture), .. _captions.Skip(1)];
        var end = all[^1].From + _track.Track.ToUnits(Trailer);
        var nothing = new byte[_layout!.Width * _layout.Height];
        nothing.AsSpan().Fill(16);
        all.Add((end, _plain!.Write(nothing, all.Count)));
        all.Add((end + _track.Track.Timescale, _plain.Write(nothing, all.Count)));
        return all;
    }

    private ReadOnlyMemory<byte> WriteHead(List<(ulong From, byte[] Picture)> captions)
    {
        BoxWriter boxes = new(64 * 1024);
        var captionId = _track.Track.Id == 1 ? 2u : 1u;
        EncodedInit.Write(
            boxes, Boxes.Required(_index.Init.Span, BoxType.Moov), _track.Track.Id, captions.Count > 0 ? InitWriter.Write([_plain!.Describe(captionId, _track.Track.Timescale)]) : default);

        var moofStart = boxes.Length;
        var moof = boxes.Begin(BoxType.Moof);
        var mfhd = boxes.Begin(BoxType.Mfhd, 0, 0);
        boxes.UInt32(1);
        boxes.End(mfhd);
        var captionOffset = 0;
        var captionLength = captions.Sum(caption => (long)caption.Picture.Length);
        if (captions.Count > 0)
        {
            var samples = captions.Select((caption, i) => new Sample(
                (uint)Math.Min(i + 1 < captions.Count ? captions[i + 1].From - caption.From : _track.Track.Timescale, uint.MaxValue), (uint)caption.Picture.Length, Sample.SyncFlags, 0)).ToArray();
            captionOffset = TrackFragmentBox.Write(boxes, captionId, 0, 0, samples, hasOffsets: false);
        }

        var pictures = CollectionsMarshal.AsSpan(_samples);
        var hasOffsets = _samples.Exists(sample => sample.CompositionOffset != 0);
        var pictureOffset = TrackFragmentBox.Write(boxes, _track.Track.Id, _start + _track.Track.ToUnits(Lead), 0, pictures, hasOffsets);
        boxes.End(moof);
        boxes.UInt32(1);
        boxes.UInt32(BoxType.Mdat.Code);
        boxes.UInt64((ulong)(captionLength + PictureLength) + BoxHeader.MaxHeaderLength);
        var data = (uint)(boxes.Length - moofStart);
        boxes.Replace(pictureOffset, data + (uint)captionLength);
        if (captions.Count > 0)
        {
            boxes.Replace(captionOffset, data);
        }

        return boxes.Written;
    }
}
