using System.Text.Json.Serialization;

namespace FalconEye.Contracts.Cameras;

/// <summary>How a camera is read, for operators and for the camera's page.</summary>
/// <param name="Kind">By whom.</param>
/// <param name="Reason">Why FFmpeg reads it; <see langword="null"/> for FalconEye's own reader.</param>
/// <param name="Codecs">The codecs that are read, the video's first, as <see cref="ProbeResult"/> names them.</param>
/// <param name="LeftOut">One sentence for each track that is not read, such as a microphone in an unknown format.</param>
public sealed record IngestReport(IngestKind Kind, string? Reason, IReadOnlyList<string> Codecs, IReadOnlyList<string> LeftOut);

/// <summary>Who reads a camera.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IngestKind>))]
public enum IngestKind
{
    /// <summary>FalconEye's own RTSP and HTTP readers.</summary>
    [JsonStringEnumMemberName("own")]
    Own,

    /// <summary>FFmpeg.</summary>
    [JsonStringEnumMemberName("ffmpeg")]
    Ffmpeg,
}
