namespace FalconEye.Media.Mp4.Playback;

/// <summary>
/// A part of one or several recordings as one MP4 file, without encoding: it begins with the keyframe before the exact moment, and an edit list
/// leaves out what comes before it. Where something is missing between two recordings, the clip goes on without a pause.
/// </summary>
public sealed class RecordingClip
{
    private readonly PlaybackIndex _first;
    private readonly List<SampleTable> _tables;
    private readonly int _video;
    private long _sampleCount;

    /// <summary>Begins with the tracks of a recording, which is then still to be added.</summary>
    public RecordingClip(PlaybackIndex first)
    {
        _first = first;
        _tables = [.. first.Tracks.Select(track => SampleTable.Begin(track.Track))];
        _video = _tables.FindIndex(table => table.Track.IsVideo);
    }

    /// <summary>Bytes of all samples.</summary>
    public long DataLength { get; private set; }

    /// <summary>How long the clip plays.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>Whether a recording can follow in the same file: its codecs and sizes are the same, and the file does not get too large.</summary>
    public bool Fits(PlaybackIndex index) =>
        _first.Descriptions.Count == index.Descriptions.Count
        && _first.Descriptions.Zip(index.Descriptions, PlaybackCodecs.AreSame).All(same => same)
        && _sampleCount + index.SampleCount <= TrackSamples.MaxSamples;

    /// <summary>Adds a part of a recording behind what is there.</summary>
    /// <param name="index">A recording that fits.</param>
    /// <param name="from">Where the part begins in it; before its beginning counts as its beginning.</param>
    /// <param name="to">Where it ends.</param>
    /// <returns>What was taken; <see langword="null"/> when the recording has nothing there.</returns>
    public ClipPart? Add(PlaybackIndex index, TimeSpan from, TimeSpan to)
    {
        from = from < TimeSpan.Zero ? TimeSpan.Zero : from;
        var segments = index.Segments.Where(segment => segment.Start + segment.Duration > from && segment.Start < to).ToList();
        if (segments.Count == 0)
        {
            return null;
        }

        // Only the first part can begin within a group of pictures: what is decoded without being shown has no place in the middle.
        var isFirst = DataLength == 0;
        var begin = isFirst ? (from > segments[0].Start ? from : segments[0].Start) : segments[0].Start;
        var (at, data, parts) = (Duration, DataLength, new List<FilePart>());
        var end = begin;
        var decoded = isFirst ? KeyframeBefore(index, segments[0], begin) : begin;
        foreach (var range in segments.SelectMany(segment => segment.Samples))
        {
            var track = index.Tracks[range.Track];
            var taken = Within(track, range, range.Track == _video ? decoded : begin, to);
            if (taken.Count == 0)
            {
                continue;
            }

            Place(range.Track, track.Track, taken, begin, isFirst);
            foreach (var (part, first, count) in track.ChunksOf(taken))
            {
                _tables[range.Track].AddChunk(track.Samples.GetRange(first, count), DataLength);
                DataLength += part.Length;
                parts.Add(part);
            }

            var takenEnd = track.Track.ToTime(taken.DecodeTime + DurationOf(track, taken));
            end = range.Track == _video && takenEnd > end ? takenEnd : end;
        }

        _sampleCount += index.SampleCount;
        Duration += end - begin;
        return DataLength > data ? new ClipPart(begin, end, at, parts) : null;
    }

    /// <summary>Writes everything before the samples, which then follow in the order of the parts.</summary>
    public ReadOnlyMemory<byte> WriteHead() => FaststartHead.Write(_first.Init, _tables.ToDictionary(table => table.Track.Id), Duration, DataLength);

    /// <summary>Lets a track's samples begin where they belong: with the picture of the same moment.</summary>
    private void Place(int index, Track track, SampleRange taken, TimeSpan begin, bool isFirst)
    {
        var table = _tables[index];
        var moment = track.ToTime(taken.DecodeTime);
        if (table.IsEmpty)
        {
            var skip = begin > moment ? begin - moment : TimeSpan.Zero;
            table.Skip = isFirst ? track.ToUnits(skip) : 0;
            table.Start = track.ToUnits(Duration + (moment > begin ? moment - begin : TimeSpan.Zero));
            return;
        }

        var wanted = track.ToUnits(Duration + (moment > begin ? moment - begin : TimeSpan.Zero));
        table.ExtendTo(wanted + table.Skip - Math.Min(table.Start, wanted + table.Skip));
    }

    /// <summary>From where a segment has to be decoded to show a moment.</summary>
    private TimeSpan KeyframeBefore(PlaybackIndex index, PlaybackSegment segment, TimeSpan moment)
    {
        var range = segment.Samples.First(item => item.Track == _video);
        var track = index.Tracks[_video];
        var (time, keyframe) = (range.DecodeTime, range.DecodeTime);
        for (var i = range.First; i < range.First + range.Count && track.Track.ToTime(time) <= moment; i++)
        {
            keyframe = track.Samples[i].IsSync ? time : keyframe;
            time += track.Samples[i].Duration;
        }

        return track.Track.ToTime(keyframe);
    }

    /// <summary>The samples of a range that are decoded in a time; sound that begins before it is taken with its last sample before.</summary>
    internal static SampleRange Within(TrackSamples track, SampleRange range, TimeSpan from, TimeSpan to)
    {
        var (begin, end) = (track.Track.ToUnits(from), track.Track.ToUnits(to > TimeSpan.Zero ? to : TimeSpan.Zero));
        var (first, time) = (range.First, range.DecodeTime);
        while (first < range.First + range.Count && time + track.Samples[first].Duration <= begin)
        {
            time += track.Samples[first++].Duration;
        }

        var (count, start) = (0, time);
        while (first + count < range.First + range.Count && time < end)
        {
            time += track.Samples[first + count++].Duration;
        }

        return new SampleRange(range.Track, first, count, start);
    }

    private static ulong DurationOf(TrackSamples track, SampleRange range)
    {
        var duration = 0UL;
        for (var i = range.First; i < range.First + range.Count; i++)
        {
            duration += track.Samples[i].Duration;
        }

        return duration;
    }
}
