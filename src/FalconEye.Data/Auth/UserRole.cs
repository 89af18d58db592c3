using System.Text.Json.Serialization;

namespace FalconEye.Data.Auth;

/// <summary>What a user, or a token that they made, may do. Each role may do what those before it may.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UserRole>))]
public enum UserRole
{
    /// <summary>
    /// Nothing, not even log in: someone who came by OpenID Connect and waits for a role, or whom an administrator keeps out.
    /// </summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>Watch and play.</summary>
    [JsonStringEnumMemberName("viewer")]
    Viewer,

    /// <summary>Also add, change, start, stop, record and delete cameras and recordings.</summary>
    [JsonStringEnumMemberName("operator")]
    Operator,

    /// <summary>Also the settings, and who else gets in.</summary>
    [JsonStringEnumMemberName("administrator")]
    Administrator,
}
