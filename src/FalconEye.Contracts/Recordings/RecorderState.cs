using System.Text.Json.Serialization;

namespace FalconEye.Contracts.Recordings;

/// <summary>What a recorder is doing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecorderState>))]
public enum RecorderState
{
    /// <summary>It has not recorded since it started.</summary>
    [JsonStringEnumMemberName("idle")]
    Idle,

    /// <summary>It records, or waits for its camera to come back.</summary>
    [JsonStringEnumMemberName("recording")]
    Recording,

    /// <summary>It records on events: it keeps the last seconds in memory, and writes none of it now.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>It has recorded and was stopped.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,
}
