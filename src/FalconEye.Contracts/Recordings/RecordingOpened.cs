using System.ComponentModel.DataAnnotations;

namespace FalconEye.Contracts.Recordings;

/// <summary>
/// A recorder's report that a file has begun (<c>POST /api/recordings/</c>). Sent again after a failure: the id makes it idempotent.
/// </summary>
public sealed record RecordingOpened
{
    /// <summary><c>{camera_id}_{yyyyMMddHHmmss}</c>.</summary>
    [Required, StringLength(200, MinimumLength = 1)]
    [RegularExpression("[A-Za-z0-9_-]+", ErrorMessage = "An id has letters, digits, _ and - only: it stands in addresses and headers.")]
    public required string Id { get; init; }

    /// <summary>The camera.</summary>
    public required Guid CameraId { get; init; }

    /// <summary>The camera's name at the time.</summary>
    [StringLength(255)]
    public string? CameraName { get; init; }

    /// <summary>Absolute path on the recorder's node.</summary>
    [Required, StringLength(4096, MinimumLength = 1)]
    public required string FilePath { get; init; }

    /// <summary>Name of the file.</summary>
    [Required, StringLength(255, MinimumLength = 1)]
    public required string FileName { get; init; }

    /// <summary>When the recording begins, UTC.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Mostly <see cref="RecordingStatus.Recording"/>.</summary>
    public RecordingStatus? Status { get; init; }

    /// <summary>The node that has the file.</summary>
    [StringLength(253)]
    public string? NodeName { get; init; }
}
