namespace FalconEye.Api.Exports;

/// <summary>An export as clients see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">How far it is.</param>
/// <param name="Progress">From 0 to 1.</param>
/// <param name="Cameras">What is exported.</param>
/// <param name="From">The beginning, UTC.</param>
/// <param name="To">The end, UTC.</param>
/// <param name="CreatedAt">When it was asked for, UTC.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="SizeBytes">Bytes of the ZIP file, once it is there.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="ExpiresAt">When it is removed, UTC.</param>
/// <param name="DownloadUrl">Where the ZIP file is, once it is there.</param>
/// <param name="BurnInTime">Whether each picture shows when it was recorded.</param>
/// <param name="TimeZone">The time zone of that time.</param>
/// <param name="Speed">How many recorded seconds a second of a time-lapse shows; <see langword="null"/> when it is none.</param>
internal sealed record ExportResponse(
    Guid Id,
    ExportState State,
    double Progress,
    IReadOnlyList<ExportCamera> Cameras,
    DateTime From,
    DateTime To,
    DateTime CreatedAt,
    string CreatedBy,
    long? SizeBytes,
    string? Error,
    DateTime? ExpiresAt,
    string? DownloadUrl,
    bool BurnInTime,
    string? TimeZone,
    double? Speed)
{
    internal static ExportResponse Of(ExportJob job, double progress) => new(
        job.Id,
        job.State,
        job.State == ExportState.Done ? 1 : Math.Round(progress, 3),
        job.Cameras,
        job.From,
        job.To,
        job.CreatedAt,
        job.CreatedBy,
        job.SizeBytes,
        job.Error,
        job.FinishedAt + ExportQueue.Kept,
        job.State == ExportState.Done ? $"/api/exports/{job.Id}/download" : null,
        job.Encoding?.BurnsInTime == true,
        job.Encoding?.BurnsInTime == true ? job.Encoding.TimeZone : null,
        job.Encoding?.Speed);
}

/// <summary>Exports, newest first.</summary>
/// <param name="Exports">Those that the caller may see.</param>
/// <param name="Count">How many.</param>
/// <param name="KeyFingerprint">SHA-256 of the key that signs exports of this server.</param>
internal sealed record ExportListResponse(IReadOnlyList<ExportResponse> Exports, int Count, string KeyFingerprint);
