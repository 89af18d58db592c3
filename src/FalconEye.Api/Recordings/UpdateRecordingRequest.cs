using System.ComponentModel.DataAnnotations;
using FalconEye.Contracts.Recordings;

namespace FalconEye.Api.Recordings;

/// <summary>
/// A change of a recording; what is absent stays as it is. What became of the file is a recorder's report (as
/// <see cref="RecordingChanged"/>), whether it is kept and what is noted about it is for users.
/// </summary>
public sealed record UpdateRecordingRequest
{
    /// <summary>When the recording ends, UTC.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>The result.</summary>
    public RecordingStatus? Status { get; init; }

    /// <summary>The file's size in bytes.</summary>
    [Range(0, long.MaxValue)]
    public long? FileSizeBytes { get; init; }

    /// <summary>Why it ended, when it was not asked to.</summary>
    [StringLength(2000)]
    public string? ErrorMessage { get; init; }

    /// <summary>Whether it is never deleted.</summary>
    public bool? Protected { get; init; }

    /// <summary>What users note about it; empty removes the note.</summary>
    [StringLength(1000, ErrorMessage = "A note has at most 1000 characters.")]
    public string? Note { get; init; }

    /// <summary>Whether it says what became of the file.</summary>
    internal bool IsReport => EndTime is not null || Status is not null || FileSizeBytes is not null || ErrorMessage is not null;

    /// <summary>Whether it says what users decide.</summary>
    internal bool IsOfPeople => Protected is not null || Note is not null;
}
