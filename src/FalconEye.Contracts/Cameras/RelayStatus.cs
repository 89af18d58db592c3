using System.Text.Json.Serialization;

namespace FalconEye.Contracts.Cameras;

/// <summary>How a relay's source is doing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RelayStatus>))]
public enum RelayStatus
{
    /// <summary>The source has not been tried to the end yet.</summary>
    [JsonStringEnumMemberName("starting")]
    Starting,

    /// <summary>Frames arrive.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>The source has delivered frames and is closed, since it has no viewers.</summary>
    [JsonStringEnumMemberName("idle")]
    Idle,

    /// <summary>The source does not deliver; it is tried again.</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}
