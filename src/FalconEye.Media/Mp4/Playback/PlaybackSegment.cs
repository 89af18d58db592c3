namespace FalconEye.Media.Mp4.Playback;

/// <summary>A part of a recording that can be decoded alone: it begins with a keyframe.</summary>
/// <param name="Start">When it is shown, from the beginning of the recording.</param>
/// <param name="Duration">Until the next segment.</param>
/// <param name="Offset">Where it begins in the fragmented form of the recording, in bytes.</param>
/// <param name="HeadLength">Bytes before its samples.</param>
/// <param name="DataLength">Bytes of its samples.</param>
public sealed record PlaybackSegment(TimeSpan Start, TimeSpan Duration, long Offset, int HeadLength, long DataLength)
{
    /// <summary>Its bytes.</summary>
    public long Length => HeadLength + DataLength;

    internal IReadOnlyList<SampleRange> Samples { get; init; } = [];
}
