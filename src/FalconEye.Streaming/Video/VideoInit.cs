namespace FalconEye.Streaming.Video;

/// <summary>What a player needs before the first fragment.</summary>
/// <param name="Mime">The content type with the codecs (RFC 6381), such as <c>video/mp4; codecs="avc1.64001F,mp4a.40.2"</c>.</param>
/// <param name="Segment">The beginning of the MP4: ftyp and moov.</param>
public sealed record VideoInit(string Mime, ReadOnlyMemory<byte> Segment);
