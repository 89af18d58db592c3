namespace FalconEye.Contracts.Cameras;

/// <summary>Asks a probe server (<c>POST /probe</c>) to try a source.</summary>
/// <param name="SourceUrl">The camera's address with its credentials.</param>
public sealed record ProbeRequest(string SourceUrl);

/// <summary>Asks a probe server (<c>POST /frame</c>) for one frame of a recording.</summary>
/// <param name="Url">Where the recording's file is downloaded, with all that is needed to be let in.</param>
/// <param name="AtSeconds">The time in the recording, in seconds.</param>
public sealed record FrameRequest(string Url, double AtSeconds);

/// <summary>
/// What a probe server (<c>POST /keyframe</c>) makes a small picture of: a fragmented MP4 file that has only one keyframe. It answers 422 when that
/// cannot be decoded.
/// </summary>
public static class KeyframeVideo
{
    /// <summary>The content type.</summary>
    public const string MediaType = "video/mp4";

    /// <summary>The most bytes that are taken: more than a keyframe of 8K at any quality that cameras have.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;
}

/// <summary>
/// What a probe server (<c>POST /segment?sound=true</c>) converts to H.264: a fragmented MP4 file that has only one segment of a recording. It answers
/// 422 when that cannot be decoded.
/// </summary>
public static class SegmentVideo
{
    /// <summary>The content type, of the answer too.</summary>
    public const string MediaType = "video/mp4";

    /// <summary>The most bytes that are taken: 25 seconds of 20 Mbit/s, or a minute of 8.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;
}

/// <summary>
/// How a probe server (<c>POST /pictures?captions=true&amp;skip=1.5</c>) encodes pictures of an export again: a fragmented MP4 file of at most
/// <see cref="SegmentVideo.MaxBytes"/>. It answers 422 when they cannot be decoded.
/// </summary>
/// <param name="HasCaptions">Whether the file has a second track of pictures that are burned into the first.</param>
/// <param name="SkipSeconds">Pictures before this time of the file are decoded only; 0 for none.</param>
public sealed record BatchEncoding(bool HasCaptions, double SkipSeconds);
