namespace FalconEye.Onvif.Ptz;

/// <summary>A position that a camera remembers.</summary>
/// <param name="Token">The device's own name for it, for requests.</param>
/// <param name="Name">Its name for people.</param>
public sealed record PtzPreset(string Token, string Name);
