using FalconEye.Contracts.Recordings;
using FalconEye.Data.Recordings;

namespace FalconEye.Api.Recordings;

/// <summary>A recording as clients see it.</summary>
public sealed record RecordingResponse
{
    /// <summary><c>{camera_id}_{yyyyMMddHHmmss}</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The camera, while there is one.</summary>
    public Guid? CameraId { get; init; }

    /// <summary>The camera's name when it was recorded.</summary>
    public required string CameraName { get; init; }

    /// <summary>Path on the node that has it.</summary>
    public required string FilePath { get; init; }

    /// <summary>Name of the file.</summary>
    public required string FileName { get; init; }

    /// <summary>When the recording begins.</summary>
    public required DateTime StartTime { get; init; }

    /// <summary>When it ends; null while it grows.</summary>
    public DateTime? EndTime { get; init; }

    /// <summary>Playing time in seconds; null while it grows.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>Size in bytes; null while it grows.</summary>
    public long? FileSizeBytes { get; init; }

    /// <summary>The result.</summary>
    public required RecordingStatus Status { get; init; }

    /// <summary>The node that has the file.</summary>
    public string? NodeName { get; init; }

    /// <summary>Why it ended, when it was not asked to.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>True once its camera is deleted.</summary>
    public required bool CameraDeleted { get; init; }

    /// <summary>Whether it is never deleted.</summary>
    public required bool Protected { get; init; }

    /// <summary>How many events of the kinds that are observed lie in it; null until they are counted, about a minute after its end.</summary>
    public int? EventCount { get; init; }

    /// <summary>What users noted about it.</summary>
    public string? Note { get; init; }

    /// <summary>Shows a stored recording.</summary>
    public static RecordingResponse From(Recording recording) => new()
    {
        Id = recording.Id,
        CameraId = recording.CameraId,
        CameraName = recording.CameraName,
        FilePath = recording.FilePath,
        FileName = recording.FileName,
        StartTime = recording.StartTime,
        EndTime = recording.EndTime,
        DurationSeconds = recording.DurationSeconds,
        FileSizeBytes = recording.FileSizeBytes,
        Status = recording.Status,
        NodeName = recording.NodeName,
        ErrorMessage = recording.ErrorMessage,
        CameraDeleted = recording.CameraDeleted,
        Protected = recording.IsProtected,
        EventCount = recording.EventCount,
        Note = recording.Note,
    };
}
