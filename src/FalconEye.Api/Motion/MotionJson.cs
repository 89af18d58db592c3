using System.Text.Json;

namespace FalconEye.Api.Motion;

/// <summary>How motion detection's settings are stored.</summary>
internal static class MotionJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    internal static string Write(CameraMotion motion) => JsonSerializer.Serialize(motion, Options);

    internal static CameraMotion Read(string stored) => JsonSerializer.Deserialize<CameraMotion>(stored, Options)!;
}
