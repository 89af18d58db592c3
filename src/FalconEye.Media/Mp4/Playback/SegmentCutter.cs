namespace FalconEye.Media.Mp4.Playback;

/// <summary>Cuts a recording into segments at its keyframes. Sound goes with the picture that is shown at the time.</summary>
/// <param name="tracks">All tracks.</param>
/// <param name="start">Where the first segment begins in the fragmented form.</param>
internal sealed class SegmentCutter(IReadOnlyList<TrackSamples> tracks, long start)
{
    /// <summary>
    /// A segment ends at the first keyframe after this: short enough that a jump into it is quick, long enough that a day's list stays small.
    /// </summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(3);

    private readonly int _video = IndexOfVideo(tracks);
    private readonly (int Next, ulong Time)[] _positions = [.. tracks.Select(track => (0, track.Start))];
    private readonly List<PlaybackSegment> _segments = [];
    private long _offset = start;

    /// <exception cref="Mp4FormatException">There is no picture, or a segment is too large.</exception>
    internal List<PlaybackSegment> Cut()
    {
        var video = tracks[_video];
        var (time, begin, shortest) = (video.Start, video.Start, PlaybackTime.Convert((UInt128)Shortest.TotalMilliseconds, 1000, video.Track.Timescale));
        for (var i = 0; i < video.Samples.Count; i++)
        {
            if (i > 0 && video.Samples[i].IsSync && time - begin >= shortest)
            {
                Add(begin, time);
                begin = time;
            }

            time += video.Samples[i].Duration;
        }

        if (video.Samples.Count > 0)
        {
            Add(begin, time, isLast: true);
        }

        return _segments;
    }

    private static int IndexOfVideo(IReadOnlyList<TrackSamples> tracks)
    {
        for (var i = 0; i < tracks.Count; i++)
        {
            if (tracks[i].Track.IsVideo)
            {
                return i;
            }
        }

        throw new Mp4FormatException("The file has no picture.");
    }

    private void Add(ulong begin, ulong end, bool isLast = false)
    {
        var video = tracks[_video].Track;
        List<SampleRange> ranges = [];
        var (head, data) = (SegmentHead.FixedLength, 0L);
        for (var track = 0; track < tracks.Count; track++)
        {
            var until = isLast ? ulong.MaxValue : track == _video ? end : PlaybackTime.Convert(end, video.Timescale, tracks[track].Track.Timescale);
            var (range, length) = Take(track, until);
            if (range.Count > 0)
            {
                ranges.Add(range);
                head += SegmentHead.LengthOf(tracks[track], range);
                data += length;
            }
        }

        if (head + data > int.MaxValue)
        {
            throw new Mp4FormatException("More than 2 GiB lie between two keyframes.");
        }

        _segments.Add(new(video.ToTime(begin), video.ToTime(end) - video.ToTime(begin), _offset, (int)head, data) { Samples = ranges });
        _offset += head + data;
    }

    /// <summary>Takes the samples of a track that are decoded before a time.</summary>
    private (SampleRange Range, long Length) Take(int track, ulong until)
    {
        var samples = tracks[track].Samples;
        var (first, start) = _positions[track];
        var (next, time, length) = (first, start, 0L);
        while (next < samples.Count && time < until)
        {
            time += samples[next].Duration;
            length += samples[next++].Size;
        }

        _positions[track] = (next, time);
        return (new SampleRange(track, first, next - first, start), length);
    }
}
