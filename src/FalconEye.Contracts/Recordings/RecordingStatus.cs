using System.Text.Json.Serialization;

namespace FalconEye.Contracts.Recordings;

/// <summary>What has become of a recording.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecordingStatus>))]
public enum RecordingStatus
{
    /// <summary>The recorder is writing it.</summary>
    [JsonStringEnumMemberName("recording")]
    Recording,

    /// <summary>It ended before it was asked to (recorder or camera gone); what was recorded plays.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,

    /// <summary>It ended as asked.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>Nothing playable came of it.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>It ended on an error that its <c>error_message</c> names.</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}
