namespace FalconEye.Media.Mp4.Playback;

/// <summary>A keyframe of a recording, which can be read and decoded alone.</summary>
public sealed class Keyframe
{
    private readonly PlaybackIndex _index;
    private readonly PlaybackSegment _alone;

    private Keyframe(PlaybackIndex index, PlaybackSegment alone, TimeSpan time) => (_index, _alone, Time) = (index, alone, time);

    /// <summary>When it is shown, from the beginning of the recording.</summary>
    public TimeSpan Time { get; }

    /// <summary>Bytes of the picture in the file.</summary>
    public long Length => _alone.DataLength;

    /// <summary>Finds the last keyframe at or before a moment.</summary>
    /// <param name="index">The recording's index.</param>
    /// <param name="moment">From the beginning of the recording; before it counts as its beginning.</param>
    /// <returns><see langword="null"/> when the recording has no picture.</returns>
    public static Keyframe? Before(PlaybackIndex index, TimeSpan moment)
    {
        if (index.SegmentAt(moment)?.Samples.FirstOrDefault(range => index.Tracks[range.Track].Track.IsVideo) is not { Count: > 0 } range)
        {
            return null;
        }

        var track = index.Tracks[range.Track];
        var (sample, time, next) = (range.First, range.DecodeTime, range.DecodeTime);
        for (var i = range.First; i < range.First + range.Count && track.Track.ToTime(next) <= moment; i++)
        {
            (sample, time) = track.Samples[i].IsSync ? (i, next) : (sample, time);
            next += track.Samples[i].Duration;
        }

        // As a video of its own it begins at 0.
        SampleRange alone = new(range.Track, sample, 1, 0);
        var head = (int)(SegmentHead.FixedLength + SegmentHead.LengthOf(track, alone));
        var shown = track.Track.ToTime(time);
        return new Keyframe(index, new(shown, TimeSpan.Zero, 0, head, track.Samples[sample].Size) { Samples = [alone] }, shown);
    }

    /// <summary>Reads it as a fragmented MP4 file of one picture. Of the recording nothing else is read.</summary>
    /// <param name="source">The recording's file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Mp4FormatException">The file has become shorter.</exception>
    /// <exception cref="IOException">The file cannot be read now.</exception>
    public async Task<byte[]> ReadAsync(IByteSource source, CancellationToken cancellationToken)
    {
        var (init, head) = (_index.Init, _index.HeadOf(_alone));
        var video = new byte[init.Length + head.Length + Length];
        init.CopyTo(video);
        head.CopyTo(video.AsMemory(init.Length));
        await source.FillAsync(_index.PartsOf(_alone).Single().Offset, video.AsMemory(init.Length + head.Length), cancellationToken);
        return video;
    }
}
