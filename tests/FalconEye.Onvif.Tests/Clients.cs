using FalconEye.Contracts.Cameras;
using FalconEye.TestKit.Cameras.Onvif;

namespace FalconEye.Onvif.Tests;

/// <summary>Clients of simulated devices.</summary>
internal static class Clients
{
    /// <summary>A client with a user and a password; without both when the user is null.</summary>
    internal static OnvifClient ClientOf(this SimulatedOnvifDevice device, string? user = null, string password = "", TimeProvider? time = null) =>
        Of(user is null ? device.Address : device.AddressWith(user, password), time);

    internal static OnvifClient Of(Uri address, TimeProvider? time = null) => SourceAddress.TryParse(address.OriginalString, out var parsed, out var problem)
        ? OnvifClient.For(parsed, time ?? TimeProvider.System)
        : throw new InvalidOperationException(problem);
}
