namespace FalconEye.Media.Mp4.Playback;

/// <summary>
/// Collects the samples of a file of fragments: a recording that still grows, or one whose recorder was killed. A scan goes on where the one
/// before ended, so that a file that grows is read once.
/// </summary>
internal sealed class FragmentScan
{
    private readonly Dictionary<uint, ulong> _lastSampleStarts = [];

    private FragmentScan(InitSegment init, List<TrackSamples> tracks, long next) => (Init, Tracks, Next) = (init, tracks, next);

    internal InitSegment Init { get; }

    internal List<TrackSamples> Tracks { get; }

    /// <summary>Where the next fragment will begin.</summary>
    internal long Next { get; private set; }

    /// <summary>Begins with the first fragment.</summary>
    internal static FragmentScan Begin(InitSegment init) => new(init, [.. init.Tracks.Select(track => new TrackSamples(track))], init.Bytes.Length);

    /// <summary>A scan that continues from here and leaves this one as it is.</summary>
    internal FragmentScan Copy()
    {
        var copy = new FragmentScan(Init, [.. Tracks.Select(track => track.Copy())], Next);
        foreach (var (track, start) in _lastSampleStarts)
        {
            copy._lastSampleStarts[track] = start;
        }

        return copy;
    }

    /// <summary>Reads the whole fragments that follow. What comes behind the last of them counts for nothing.</summary>
    internal async Task ContinueAsync(IByteSource source, CancellationToken cancellationToken)
    {
        while (await FragmentAtAsync(source, cancellationToken) is { } fragment)
        {
            foreach (var part in fragment.Head.Tracks.Where(part => part.Samples.Count > 0))
            {
                Add(part, fragment.DataStart + fragment.OffsetInData(part));
            }

            Next = fragment.DataEnd;
        }
    }

    private async Task<StoredFragment?> FragmentAtAsync(IByteSource source, CancellationToken cancellationToken)
    {
        if (await source.HeaderAtAsync(Next, cancellationToken) is not { } moof || moof.Type != BoxType.Moof || moof.Length > FragmentReader.MaxHeadLength
            || await source.HeaderAtAsync(Next + moof.Length, cancellationToken) is not { } mdat || mdat.Type != BoxType.Mdat)
        {
            return null;
        }

        try
        {
            var head = MovieFragment.Parse(Init, await source.BoxAtAsync(Next, moof, FragmentReader.MaxHeadLength, cancellationToken));
            var data = Next + moof.Length + mdat.HeaderLength;
            var fragment = new StoredFragment(head, Next, data, data + mdat.PayloadLength);
            return fragment.ContainsItsSamples ? fragment : null;
        }
        catch (Mp4FormatException)
        {
            return null;
        }
    }

    /// <summary>A fragment places itself in time; here the samples before it last until then, as in a finished file.</summary>
    private void Add(TrackFragment part, long offset)
    {
        var samples = Tracks.Find(track => track.Track.Id == part.Track.Id)!;
        if (samples.Samples.Count == 0)
        {
            samples.Start = PlaybackTime.Quantize(part.DecodeTime, part.Track.Timescale, part.Track.Timescale);
        }
        else if (_lastSampleStarts[part.Track.Id] is var last && part.DecodeTime > last && part.DecodeTime - last <= uint.MaxValue)
        {
            samples.ExtendLast((uint)(part.DecodeTime - last));
        }

        samples.BeginChunk(offset);
        foreach (var sample in part.Samples)
        {
            samples.Add(sample);
        }

        _lastSampleStarts[part.Track.Id] = part.DecodeTime + part.Duration - part.Samples[^1].Duration;
    }
}
