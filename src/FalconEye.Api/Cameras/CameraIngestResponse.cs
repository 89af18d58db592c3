using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Cameras;

/// <summary>How a camera is read.</summary>
/// <param name="Kind"><c>own</c> or <c>ffmpeg</c>.</param>
/// <param name="Reason">Why FFmpeg reads it; null for FalconEye's own reader.</param>
/// <param name="Codecs">The codecs that are read, the video's first.</param>
/// <param name="LeftOut">One sentence for each track that is not read.</param>
public sealed record CameraIngestResponse(IngestKind Kind, string? Reason, IReadOnlyList<string> Codecs, IReadOnlyList<string> LeftOut)
{
    /// <summary>What clients see of a report.</summary>
    public static CameraIngestResponse? From(IngestReport? report) =>
        report is null ? null : new CameraIngestResponse(report.Kind, report.Reason, report.Codecs, report.LeftOut);
}
