namespace FalconEye.Api.Cameras.Live.Hls;

/// <summary>A few seconds of a camera's video as HLS hands them out.</summary>
/// <param name="Number">Counts up by one for each segment.</param>
/// <param name="Init">The number of the MP4 beginning that it needs.</param>
/// <param name="IsDiscontinuous">Whether it begins a new MP4, since the camera was opened again or has changed its video.</param>
/// <param name="StartedAt">When its first frame was captured.</param>
/// <param name="Duration">How long it lasts.</param>
/// <param name="Fragments">Its bytes: the fragments that all viewers share.</param>
internal sealed record HlsSegment(
    long Number, int Init, bool IsDiscontinuous, DateTimeOffset StartedAt, TimeSpan Duration, IReadOnlyList<ReadOnlyMemory<byte>> Fragments)
{
    /// <summary>How many bytes it has.</summary>
    internal long Length { get; } = Fragments.Sum(fragment => (long)fragment.Length);
}
