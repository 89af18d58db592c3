using System.ComponentModel.DataAnnotations;

namespace FalconEye.Api.Recordings.Storage;

/// <summary>Files and rows compared.</summary>
/// <param name="UnknownReason">Why nothing is known; null when it is.</param>
/// <param name="Files">How many files there are.</param>
/// <param name="Rows">How many rows of cameras that have a folder.</param>
/// <param name="Orphans">Files that no row knows, the first 500: each can be adopted or deleted.</param>
/// <param name="OrphanCount">How many there are.</param>
/// <param name="OrphanBytes">What they take.</param>
/// <param name="Missing">Rows whose file is not there, the first 500: each can be forgotten.</param>
/// <param name="MissingCount">How many there are.</param>
public sealed record StoredFilesReport(
    string? UnknownReason,
    int Files,
    int Rows,
    IReadOnlyList<OrphanedFile> Orphans,
    int OrphanCount,
    long OrphanBytes,
    IReadOnlyList<RowWithoutFile> Missing,
    int MissingCount)
{
    internal static StoredFilesReport Unknown(string reason) => new(reason, 0, 0, [], 0, 0, [], 0);
}

/// <summary>A file that no row knows.</summary>
/// <param name="File"><c>{camera id}/{name}.mp4</c>.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="WrittenAt">When it was last written, UTC.</param>
public sealed record OrphanedFile(string File, long Bytes, DateTime WrittenAt);

/// <summary>A row whose file is not there.</summary>
/// <param name="Id">The recording.</param>
/// <param name="CameraName">The camera's name when it was recorded.</param>
/// <param name="StartTime">When it begins, UTC.</param>
/// <param name="FileName">The file that is not there.</param>
public sealed record RowWithoutFile(string Id, string CameraName, DateTime StartTime, string FileName);

/// <summary>Files to adopt or delete.</summary>
public sealed record OrphanedFilesRequest
{
    /// <summary>Each as <c>{camera id}/{name}.mp4</c>.</summary>
    [Required(ErrorMessage = "Name the files as a list.")]
    [MaxLength(500, ErrorMessage = "At most 500 files at once.")]
    public required IReadOnlyList<string> Files { get; init; }
}

/// <summary>Rows without a file, to be removed.</summary>
public sealed record MissingRowsRequest
{
    /// <summary>The recordings.</summary>
    [Required(ErrorMessage = "Name the recordings as a list.")]
    [MaxLength(500, ErrorMessage = "At most 500 recordings at once.")]
    public required IReadOnlyList<string> Ids { get; init; }
}

/// <summary>What a repair has changed.</summary>
/// <param name="Done">How many were.</param>
/// <param name="Problems">What was not done, and why.</param>
public sealed record StorageActionResponse(int Done, IReadOnlyList<string> Problems);
