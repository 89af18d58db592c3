using System.Text.Json.Serialization;

namespace FalconEye.TestKit.Cameras;

/// <summary>Who is connected to a simulated camera.</summary>
/// <param name="Connections">Open TCP connections.</param>
/// <param name="Sessions">RTSP sessions, or HTTP responses that stream.</param>
/// <param name="SessionsTotal">Sessions since the camera started.</param>
/// <param name="Playing">Sessions that were told to play.</param>
public sealed record CameraStats(
    [property: JsonPropertyName("connections")] int Connections,
    [property: JsonPropertyName("sessions")] int Sessions,
    [property: JsonPropertyName("sessions_total")] int SessionsTotal,
    [property: JsonPropertyName("playing")] int Playing);
