using FalconEye.Contracts.Cameras;
using FalconEye.Data.Cameras;

namespace FalconEye.Api.CameraEvents;

/// <summary>Whether the events that a camera itself reports are taken, as clients see and change it.</summary>
/// <param name="Enabled">Whether they are.</param>
public sealed record CameraEventSettings(bool Enabled)
{
    /// <summary>Why a camera cannot have it so; <see langword="null"/> when it can.</summary>
    internal string? FindProblem(Camera camera) => Enabled && camera.Protocol != CameraProtocol.Onvif
        ? $"Events of the camera itself come over ONVIF, and {camera.Name} is no ONVIF camera. Add it by an address that starts with onvif://."
        : null;
}
