using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.CameraEvents;

/// <summary>A camera whose own events are to be taken. Another address makes it another one.</summary>
/// <param name="Id">The camera.</param>
/// <param name="Address">The address of its ONVIF device, with its credentials.</param>
internal sealed record WatchedCamera(Guid Id, SourceAddress Address)
{
    /// <summary>Whether it is the same camera at the same address, with the same credentials.</summary>
    public bool Equals(WatchedCamera? other) => other is not null && Id == other.Id && Address.WithCredentials == other.Address.WithCredentials;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();
}
