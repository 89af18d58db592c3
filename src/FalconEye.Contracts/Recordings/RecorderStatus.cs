using FalconEye.Contracts.Cameras;

namespace FalconEye.Contracts.Recordings;

/// <summary>The recorder's <c>GET /status</c>, and the <c>recording</c> of its <c>POST /start</c> and <c>/stop</c>.</summary>
/// <param name="CameraId">The camera it records.</param>
/// <param name="CameraName">That camera's name.</param>
/// <param name="Status">What it is doing.</param>
/// <param name="RecordingId"><c>{camera_id}_{yyyyMMddHHmmss}</c> of the current or last file.</param>
/// <param name="FilePath">Absolute path of that file.</param>
/// <param name="FileName">Name of that file.</param>
/// <param name="StartTime">When that file began, UTC.</param>
/// <param name="Error">Why nothing is being written just now, as text for users, while it waits for its camera or has given up.</param>
/// <param name="Disk">The disk that it writes to; only from <c>GET /status</c>.</param>
public sealed record RecorderStatus(
    string CameraId,
    string CameraName,
    RecorderState Status,
    string? RecordingId = null,
    string? FilePath = null,
    string? FileName = null,
    DateTimeOffset? StartTime = null,
    string? Error = null,
    RecorderDisk? Disk = null)
{
    /// <summary>How the camera is read; <see langword="null"/> before it has been opened.</summary>
    public IngestReport? Ingest { get; init; }

    /// <summary>How it records on events; <see langword="null"/> when it records all of the time, or not at all.</summary>
    public EventRecording? Events { get; init; }
}
