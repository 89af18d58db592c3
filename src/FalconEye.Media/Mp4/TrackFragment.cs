namespace FalconEye.Media.Mp4;

/// <summary>One track's part of a fragment (traf).</summary>
/// <param name="Track">The track.</param>
/// <param name="DecodeTime">When its first sample is decoded, in units of the track.</param>
/// <param name="DataOffset">Where its samples begin, counted from the first byte of the moof.</param>
/// <param name="Samples">Its samples.</param>
internal sealed record TrackFragment(Track Track, ulong DecodeTime, long DataOffset, IReadOnlyList<Sample> Samples)
{
    /// <summary>How long its samples last together, in units of the track.</summary>
    internal ulong Duration { get; } = Samples.Aggregate(0UL, (sum, sample) => sum + sample.Duration);

    internal TimeSpan Start => Track.ToTime(DecodeTime);

    internal TimeSpan End => Track.ToTime(DecodeTime + Duration);
}
