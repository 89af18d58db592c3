namespace FalconEye.Contracts.Recordings;

/// <summary>The recorder's <c>GET /health</c>.</summary>
/// <param name="Status"><c>ok</c>.</param>
/// <param name="CameraId">The camera it records.</param>
public sealed record RecorderHealth(string Status, string CameraId)
{
    /// <summary>What keeps FFmpeg from the rest of the machine, as text for users.</summary>
    public IReadOnlyList<string> Protections { get; init; } = [];
}
