namespace FalconEye.Api.Recordings;

/// <summary>What a node has of a recording's file.</summary>
/// <param name="IsReached">Whether the node answered.</param>
/// <param name="File">The file; <see langword="null"/> when it is not there.</param>
internal sealed record NodeFileState(bool IsReached, NodeFileState.Found? File)
{
    /// <summary>A file that is there.</summary>
    /// <param name="Length">Its bytes.</param>
    /// <param name="Written">When it was last written, UTC.</param>
    /// <param name="Tag">Its entity tag (RFC 9110, section 8.8.3), if the node's server tells one.</param>
    internal sealed record Found(long Length, DateTime Written, string? Tag);
}
