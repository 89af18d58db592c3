using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Media.Mp4.Reencoding;

/// <summary>Where a keyframe is in a recording.</summary>
/// <param name="Time">When it is shown, from the beginning of the recording.</param>
/// <param name="Length">Its bytes.</param>
public sealed record KeyframePosition(TimeSpan Time, long Length)
{
    internal int Sample { get; private init; }

    /// <summary>All keyframes of a recording, in order. Nothing but the index is read.</summary>
    public static IEnumerable<KeyframePosition> AllOf(PlaybackIndex index)
    {
        var track = index.Tracks.FirstOrDefault(track => track.Track.IsVideo) ?? throw new Mp4FormatException("The file has no picture.");
        var (time, end) = (track.Start, index.Duration);
        for (var i = 0; i < track.Samples.Count; i++)
        {
            var sample = track.Samples[i];
            if (sample.IsSync && track.Track.ToTime(time) is var shown && shown < end)
            {
                yield return new KeyframePosition(shown, sample.Size) { Sample = i };
            }

            time += sample.Duration;
        }
    }
}
