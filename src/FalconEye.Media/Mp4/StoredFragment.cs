namespace FalconEye.Media.Mp4;

/// <summary>A fragment in a file.</summary>
/// <param name="Head">Its moof.</param>
/// <param name="HeadStart">Where that begins in the file.</param>
/// <param name="DataStart">Where the payload of its mdat begins in the file.</param>
/// <param name="DataEnd">Where that ends.</param>
internal sealed record StoredFragment(MovieFragment Head, long HeadStart, long DataStart, long DataEnd)
{
    internal long DataLength => DataEnd - DataStart;

    /// <summary>True when every sample lies within the mdat.</summary>
    internal bool ContainsItsSamples => Head.Tracks.All(track =>
        OffsetInData(track) >= 0 && OffsetInData(track) + track.Samples.Sum(sample => (long)sample.Size) <= DataLength);

    /// <summary>Where a track's samples begin within the payload.</summary>
    internal long OffsetInData(TrackFragment track) => HeadStart + track.DataOffset - DataStart;
}
