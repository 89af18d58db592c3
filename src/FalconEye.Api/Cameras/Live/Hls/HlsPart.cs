namespace FalconEye.Api.Cameras.Live.Hls;

/// <summary>A part of a segment, which players of low-latency HLS fetch before the segment has ended ("Partial Segment").</summary>
/// <param name="Number">Counts up by one for each part of the stream, whichever segment it belongs to, so that the next part's address is known before.</param>
/// <param name="Duration">How long it lasts; at most the part target.</param>
/// <param name="IsIndependent">Whether it has a keyframe.</param>
/// <param name="Fragments">Its bytes: the fragments that all viewers share.</param>
internal sealed record HlsPart(long Number, TimeSpan Duration, bool IsIndependent, IReadOnlyList<ReadOnlyMemory<byte>> Fragments)
{
    /// <summary>How many bytes it has.</summary>
    internal long Length { get; } = Fragments.Sum(fragment => (long)fragment.Length);
}
