using System.ComponentModel.DataAnnotations;

namespace FalconEye.Contracts.Recordings;

/// <summary>A recorder's report of what became of a file (<c>PATCH /api/recordings/{id}</c>); what is absent stays as it is.</summary>
public sealed record RecordingChanged
{
    /// <summary>When the recording ends, UTC: its start plus its playing time, not the time of the report.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>The result.</summary>
    public RecordingStatus? Status { get; init; }

    /// <summary>The file's size in bytes.</summary>
    [Range(0, long.MaxValue)]
    public long? FileSizeBytes { get; init; }

    /// <summary>Why it ended, when it was not asked to.</summary>
    [StringLength(2000)]
    public string? ErrorMessage { get; init; }
}
