using System.Text.Json.Serialization;

namespace FalconEye.Api.Auth;

/// <summary>Whether the server asks who is calling.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuthMode>))]
public enum AuthMode
{
    /// <summary>Callers have to log in.</summary>
    [JsonStringEnumMemberName("on")]
    On,

    /// <summary>It does not: everyone who reaches it is an administrator. For closed networks only.</summary>
    [JsonStringEnumMemberName("off")]
    Off,
}
