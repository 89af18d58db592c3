namespace FalconEye.Api.Cameras.Live.Hls;

/// <summary>A few seconds of a camera's video as HLS hands them out.</summary>
/// <param name="Number">Counts up by one for each segment.</param>
/// <param name="Init">The number of the MP4 beginning that it needs.</param>
/// <param name="IsDiscontinuous">Whether it begins a new MP4, since the camera was opened again or has changed its video.</param>
/// <param name="StartedAt">When its first frame was captured.</param>
/// <param name="Duration">How long it lasts; zero while it is being filled.</param>
/// <param name="Parts">Its parts, which are all of its bytes.</param>
internal sealed record HlsSegment(long Number, long Init, bool IsDiscontinuous, DateTimeOffset StartedAt, TimeSpan Duration, IReadOnlyList<HlsPart> Parts)
{
    /// <summary>Its bytes: the fragments that all viewers share.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Fragments => [.. Parts.SelectMany(part => part.Fragments)];

    /// <summary>How many bytes it has.</summary>
    internal long Length => Parts.Sum(part => part.Length);
}
