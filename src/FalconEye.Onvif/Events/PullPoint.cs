using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Events;

/// <summary>One subscription as the device knows it.</summary>
/// <param name="Address">Where it is reached: on the host that a user named, whatever the device told.</param>
/// <param name="Told">
/// Its address as the device told it. Devices compare it with the header <c>wsa:To</c>, and some tell one without a host.
/// </param>
/// <param name="References">What the device asked to be sent back (WS-Addressing, "Reference Parameters").</param>
/// <param name="Lifetime">How long the device keeps it unless it is renewed.</param>
internal sealed record PullPoint(Uri Address, string Told, IReadOnlyList<SoapElement> References, TimeSpan Lifetime);
