namespace FalconEye.Api.Cameras.Ptz;

/// <summary>The positions that a camera remembers.</summary>
/// <param name="Presets">In the camera's order.</param>
public sealed record PtzPresetsResponse(IReadOnlyList<PtzPresetResponse> Presets);

/// <summary>A position that a camera remembers.</summary>
/// <param name="Token">Names it in requests.</param>
/// <param name="Name">Its name for users.</param>
public sealed record PtzPresetResponse(string Token, string Name);
