namespace FalconEye.Media.Mp4;

/// <summary>The head of a fragment (moof): which samples of which tracks follow in the mdat behind it, and when they are shown.</summary>
public sealed class MovieFragment
{
    private readonly byte[] _moof;

    private MovieFragment(byte[] moof, IReadOnlyList<TrackFragment> tracks)
    {
        _moof = moof;
        Tracks = tracks;
        Start = tracks.Min(track => track.Start);
        End = tracks.Max(track => track.End);
    }

    /// <summary>The moof box, whole.</summary>
    public ReadOnlyMemory<byte> Bytes => _moof;

    /// <summary>When its earliest sample begins, from the beginning of the file.</summary>
    public TimeSpan Start { get; }

    /// <summary>When its last sample ends, from the beginning of the file.</summary>
    public TimeSpan End { get; }

    internal IReadOnlyList<TrackFragment> Tracks { get; }

    /// <summary>Reads a moof box, which this object then owns.</summary>
    /// <exception cref="Mp4FormatException">It is none of this file.</exception>
    public static MovieFragment Parse(InitSegment init, byte[] moof)
    {
        var tracks = new List<TrackFragment>();
        var samples = 0;
        var outer = new Boxes(moof);
        if (!outer.MoveNext() || outer.Current.Type != BoxType.Moof)
        {
            throw new Mp4FormatException("A fragment does not begin with moof.");
        }

        var boxes = new Boxes(outer.Payload);
        while (boxes.MoveNext())
        {
            if (boxes.Current.Type == BoxType.Traf)
            {
                tracks.Add(TrackFragmentParser.Parse(init, boxes.Payload));
                samples += tracks[^1].Samples.Count;
                if (tracks.Count > InitSegment.MaxTracks || samples > TrackFragmentParser.MaxSamples)
                {
                    throw new Mp4FormatException("A fragment has more tracks or samples than a recording's.");
                }
            }
        }

        return tracks.Count > 0 ? new MovieFragment(moof, tracks) : throw new Mp4FormatException("A fragment has no track.");
    }
}
