using FalconEye.Contracts.Recordings;
using FalconEye.Data.Cameras;

namespace FalconEye.Data.Recordings;

/// <summary>One recorded file.</summary>
public sealed class Recording : IVersioned
{
    /// <summary><c>{camera_id}_{yyyyMMddHHmmss}</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The camera; null once it is deleted, for the recording stays.</summary>
    public Guid? CameraId { get; set; }

    /// <summary>The camera itself.</summary>
    public Camera? Camera { get; init; }

    /// <summary>The camera's name when it was recorded.</summary>
    public required string CameraName { get; set; }

    /// <summary>Absolute path on the node that has it.</summary>
    public required string FilePath { get; set; }

    /// <summary>Name of the file.</summary>
    public required string FileName { get; set; }

    /// <summary>When the recording begins, UTC.</summary>
    public required DateTime StartTime { get; set; }

    /// <summary>When it ends, UTC; null while it grows.</summary>
    public DateTime? EndTime { get; set; }

    /// <summary>Playing time in seconds; null while it grows.</summary>
    public double? DurationSeconds { get; set; }

    /// <summary>Size in bytes; null while it grows.</summary>
    public long? FileSizeBytes { get; set; }

    /// <summary>The result.</summary>
    public required RecordingStatus Status { get; set; }

    /// <summary>The node that has the file.</summary>
    public string? NodeName { get; set; }

    /// <summary>Why it ended, when it was not asked to.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>True once its camera is deleted.</summary>
    public bool CameraDeleted { get; set; }

    /// <summary>
    /// How many events of the kinds that are observed lie in it; <see langword="null"/> until they are counted, a while after its end. It stays when
    /// the log of events forgets them.
    /// </summary>
    public int? EventCount { get; set; }

    /// <summary>Whether a user has said that it must stay: neither retention nor a user's deletion removes it.</summary>
    public bool IsProtected { get; set; }

    /// <summary>What users wrote about it.</summary>
    public string? Note { get; set; }

    /// <summary>
    /// Why it is being deleted, once that has begun; <see langword="null"/> otherwise. On another node it takes a while, and is finished
    /// after a restart.
    /// </summary>
    public string? DeletionReason { get; set; }

    /// <inheritdoc/>
    public long Version { get; private set; }
}
