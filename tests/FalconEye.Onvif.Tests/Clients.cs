using FalconEye.Contracts.Cameras;
using FalconEye.TestKit.Cameras.Onvif;

namespace FalconEye.Onvif.Tests;

/// <summary>Clients of simulated devices.</summary>
internal static class Clients
{
    /// <summary>A client with a user and a password; without both when the user is null.</summary>
    internal static OnvifClient ClientOf(this SimulatedOnvifDevice device, string? user = null, string password = "") =>
        Of(user is null ? device.Address : device.AddressWith(user, password));

    internal static OnvifClient Of(Uri address) => SourceAddress.TryParse(address.OriginalString, out var parsed, out var problem)
        ? OnvifClient.For(parsed, TimeProvider.System)
        : throw new InvalidOperationException(problem);
}
