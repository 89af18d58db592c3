namespace FalconEye.Media.Ingest;

/// <summary>
/// Places the units of one connection on one time line that runs as the server's clock does, whatever the camera claims. The video track
/// leads; other tracks are placed beside it by their arrival, which is as exact as the network's jitter. Pure: it reads no clock.
/// </summary>
/// <param name="leader">The index of the track that leads: the video, or the only one.</param>
public sealed class MediaClock(int leader)
{
    /// <summary>
    /// A camera may send what it has stored first, faster than time. Where its present begins is known after that, so the other tracks begin
    /// then.
    /// </summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<int, TrackClock> _tracks = [];

    /// <summary>When the beginning of the time line was captured, on the clock of the arrivals, as well as the units so far tell.</summary>
    public TimeSpan Origin => _tracks.TryGetValue(leader, out var clock) ? clock.MinDelay : TimeSpan.Zero;

    /// <summary>Whether a track's stamps are replaced by arrival times.</summary>
    /// <param name="track">The track's index.</param>
    public bool IsReplaced(int track) => _tracks.TryGetValue(track, out var clock) && clock.IsReplaced;

    /// <summary>Places a unit.</summary>
    /// <param name="track">The track's index.</param>
    /// <param name="clockRate">The track's ticks a second.</param>
    /// <param name="claimed">The decode time as the camera claims it, unwrapped, in ticks.</param>
    /// <param name="arrival">When the unit arrived, on any clock that runs evenly.</param>
    /// <returns>
    /// Its decode time in ticks since the leader's first unit, later than that of the track's unit before it; <see langword="null"/> for a
    /// unit of another track that comes before its place can be known, and has to be left out.
    /// </returns>
    public long? Place(int track, int clockRate, long claimed, TimeSpan arrival)
    {
        if (!_tracks.TryGetValue(track, out var clock))
        {
            _tracks[track] = clock = new TrackClock(clockRate);
        }

        return clock.HasBegun ? clock.Next(claimed, arrival)
            : track == leader ? clock.Begin(claimed, arrival, time: 0)
            : BeginRelativeToLeader(clock, clockRate, claimed, arrival);
    }

    private long? BeginRelativeToLeader(TrackClock clock, int clockRate, long claimed, TimeSpan arrival)
    {
        if (!_tracks.TryGetValue(leader, out var leading) || !leading.HasBegun || arrival - leading.Begun < Settling)
        {
            return null;
        }

        var time = (arrival - leading.MinDelay).TotalSeconds * clockRate;
        return clock.Begin(claimed, arrival, Math.Max(0, (long)Math.Round(time)));
    }
}
