using System.Text.Json.Serialization;

namespace FalconEye.Api.Cameras.Ptz;

/// <summary>What a PTZ camera is requested to do.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PtzAction>))]
public enum PtzAction
{
    /// <summary>Turn and zoom until <see cref="Stop"/>, for three seconds at most.</summary>
    [JsonStringEnumMemberName("move")]
    Move,

    /// <summary>Stop every movement.</summary>
    [JsonStringEnumMemberName("stop")]
    Stop,

    /// <summary>Go to the home position.</summary>
    [JsonStringEnumMemberName("home")]
    Home,

    /// <summary>Go to a position that the camera remembers.</summary>
    [JsonStringEnumMemberName("preset")]
    Preset,
}
