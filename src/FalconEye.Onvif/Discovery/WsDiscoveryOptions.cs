using System.Net;

namespace FalconEye.Onvif.Discovery;

/// <summary>Where and for how long to ask for devices.</summary>
public sealed record WsDiscoveryOptions
{
    /// <summary>How long to wait for answers. Devices answer within half a second, at random; a busy one takes longer.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The IPv4 addresses of the interfaces to ask on; <see langword="null"/> for all that are up, but for loopback.</summary>
    public IReadOnlyList<IPAddress>? Interfaces { get; init; }
}
