using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Media.Mp4.Reencoding;

/// <summary>
/// Pictures that were encoded again, and the recorded sound as it is, as one MP4 file. Each picture is shown when the one who adds it says, so that picture and
/// sound stay together however the encoder counts.
/// </summary>
public sealed class EncodedClip
{
    private readonly PlaybackIndex _source;
    private readonly EncodedBatch _first;
    private readonly bool _keepsSound;
    private readonly SampleTable _video;
    private readonly Dictionary<int, SampleTable> _sound = [];
    private readonly uint _videoId;

    /// <summary>Begins with the tracks of a recording and of what was made of it, which are both still to be added.</summary>
    /// <param name="source">The recording.</param>
    /// <param name="first">What was made of its pictures.</param>
    /// <param name="keepsSound">Whether the recording's sound is kept.</param>
    public EncodedClip(PlaybackIndex source, EncodedBatch first, bool keepsSound)
    {
        (_source, _first, _keepsSound) = (source, first, keepsSound);
        _videoId = source.Tracks.First(track => track.Track.IsVideo).Track.Id;
        _video = SampleTable.Begin(first.Track with { Id = _videoId });
        for (var i = 0; keepsSound && i < source.Tracks.Count; i++)
        {
            if (!source.Tracks[i].Track.IsVideo)
            {
                _sound[i] = SampleTable.Begin(source.Tracks[i].Track);
            }
        }
    }

    /// <summary>Bytes of all samples.</summary>
    public long DataLength { get; private set; }

    /// <summary>How long it plays.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>How many pictures it has.</summary>
    public int PictureCount { get; private set; }

    /// <summary>Whether more can follow in the same file: its codecs and sizes are the same, and the file does not get too large.</summary>
    public bool Fits(PlaybackIndex source, EncodedBatch batch) =>
        EntryOf(_first).SequenceEqual(EntryOf(batch))
        && _first.Track.Timescale == batch.Track.Timescale
        && PictureCount + batch.Count <= TrackSamples.MaxSamples
        && (!_keepsSound || HasSameSound(source));

    /// <summary>Adds pictures.</summary>
    /// <param name="batch">A batch that fits.</param>
    /// <param name="shift">What is added to its times to get those of the clip.</param>
    /// <param name="until">When the last picture of it ends, in the times of the clip.</param>
    /// <returns>The parts of the batch's file that follow in the clip.</returns>
    public IReadOnlyList<FilePart> Add(EncodedBatch batch, TimeSpan shift, TimeSpan until)
    {
        List<FilePart> parts = [];
        var times = batch.Runs.SelectMany(run => run.Times).Select(time => UnitsOf(time + shift)).ToList();
        if (_video.IsEmpty)
        {
            _video.Start = times[0];
        }
        else if (times[0] > _video.Start + _video.Duration)
        {
            _video.ExtendTo(times[0] - _video.Start);
        }

        times.Add(UnitsOf(until));
        var next = 0;
        foreach (var run in batch.Runs)
        {
            List<Sample> samples = [];
            foreach (var sample in run.Samples)
            {
                next++;
                samples.Add(sample with { Duration = (uint)Math.Clamp((long)(times[next] - times[next - 1]), 1, uint.MaxValue), CompositionOffset = 0 });
            }

            _video.AddChunk(samples, DataLength);
            parts.Add(new FilePart(run.Offset, run.Length));
            DataLength += run.Length;
        }

        PictureCount += batch.Count;
        Duration = until > Duration ? until : Duration;
        return parts;
    }

    /// <summary>Adds the sound of a segment.</summary>
    /// <param name="source">A recording that fits.</param>
    /// <param name="segment">One of its segments.</param>
    /// <param name="from">From when, counted from the beginning of the recording.</param>
    /// <param name="to">Until when.</param>
    /// <param name="shift">What is added to the recording's times to get those of the clip.</param>
    /// <returns>The parts of the recording's file that follow in the clip.</returns>
    public IReadOnlyList<FilePart> AddSound(PlaybackIndex source, PlaybackSegment segment, TimeSpan from, TimeSpan to, TimeSpan shift)
    {
        List<FilePart> parts = [];
        foreach (var range in segment.Samples.Where(range => _sound.ContainsKey(range.Track)))
        {
            var (track, table) = (source.Tracks[range.Track], _sound[range.Track]);
            if (RecordingClip.Within(track, range, from, to) is not { Count: > 0 } taken)
            {
                continue;
            }

            var moment = track.Track.ToTime(taken.DecodeTime);
            var at = track.Track.ToUnits((moment > from ? moment : from) + shift);
            if (table.IsEmpty)
            {
                table.Skip = track.Track.ToUnits(moment < from ? from - moment : TimeSpan.Zero);
                table.Start = at;
            }
            else if (at + table.Skip > table.Start)
            {
                table.ExtendTo(at + table.Skip - table.Start);
            }

            foreach (var (part, first, count) in track.ChunksOf(taken))
            {
                table.AddChunk(track.Samples.GetRange(first, count), DataLength);
                parts.Add(part);
                DataLength += part.Length;
            }
        }

        return parts;
    }

    /// <summary>Writes everything before the samples, which then follow in the order in which they were added.</summary>
    public ReadOnlyMemory<byte> WriteHead()
    {
        var init = EncodedInit.Replace(
            Boxes.Required(_source.Init.Span, BoxType.Moov), _videoId, Boxes.Required(_first.Init.Bytes.Span, BoxType.Moov), _keepsSound);
        return FaststartHead.Write(init, _sound.Values.Append(_video).ToDictionary(table => table.Track.Id), Duration, DataLength);
    }

    private ulong UnitsOf(TimeSpan time) => _video.Track.ToUnits(time > TimeSpan.Zero ? time : TimeSpan.Zero);

    private bool HasSameSound(PlaybackIndex source) =>
        _source.Descriptions.Count == source.Descriptions.Count
        && _source.Descriptions.Zip(source.Descriptions, (one, other) =>
            one.Kind == other.Kind && (one.Kind == FalconEye.Rtsp.TrackKind.Video || PlaybackCodecs.AreSame(one, other))).All(same => same)
        && _source.Tracks.Zip(source.Tracks, (one, other) => one.Track.Timescale == other.Track.Timescale || one.Track.IsVideo).All(same => same);

    private static ReadOnlySpan<byte> EntryOf(EncodedBatch batch)
    {
        var moov = Boxes.Required(batch.Init.Bytes.Span, BoxType.Moov);
        var mdia = Boxes.Required(Boxes.Required(moov, BoxType.Trak), BoxType.Mdia);
        return Boxes.Required(Boxes.Required(Boxes.Required(mdia, BoxType.Minf), BoxType.Stbl), BoxType.Stsd);
    }
}
