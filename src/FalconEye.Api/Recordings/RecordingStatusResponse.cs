using System.Text.Json.Serialization;
using FalconEye.Contracts.Recordings;

namespace FalconEye.Api.Recordings;

/// <summary>What a camera's recorder is doing, or why there is none.</summary>
public sealed record RecordingStatusResponse
{
    /// <summary>Whether it is recording.</summary>
    public required bool Recording { get; init; }

    /// <summary>
    /// <c>recording</c>, <c>stopped</c> or <c>idle</c> from the recorder; <c>no_recorder</c>, <c>deploying</c> or <c>error</c> without one.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>A text for users.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Message { get; init; }

    /// <summary>The current or last recording.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RecordingId { get; init; }

    /// <summary>The camera.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CameraId { get; init; }

    /// <summary>Its name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CameraName { get; init; }

    /// <summary>The file's path.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FilePath { get; init; }

    /// <summary>The file's name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FileName { get; init; }

    /// <summary>When the file began.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Shows what the recorder said.</summary>
    public static RecordingStatusResponse From(RecorderStatus status) => new()
    {
        Recording = status.Status == RecorderState.Recording,
        Status = status.Status.ToString().ToLowerInvariant(),
        Message = status.Error,
        RecordingId = status.RecordingId,
        CameraId = status.CameraId,
        CameraName = status.CameraName,
        FilePath = status.FilePath,
        FileName = status.FileName,
        StartTime = status.StartTime,
    };

    /// <summary>Says why no recorder could be asked.</summary>
    public static RecordingStatusResponse Without(string status, string message) => new() { Recording = false, Status = status, Message = message };
}
