using System.Net;
using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Discovery;

/// <summary>A device that answered. All of it is what the device says of itself, but for <see cref="Address"/>.</summary>
/// <param name="Id">Its own name, the same on every interface and after a change of address: <c>urn:uuid:...</c>.</param>
/// <param name="Address">Where its answer came from.</param>
/// <param name="ServiceAddresses">Where it says that its device service is.</param>
/// <param name="Scopes">What it says of itself, <c>onvif://www.onvif.org/name/...</c>.</param>
public sealed record DiscoveredDevice(string Id, IPAddress Address, IReadOnlyList<Uri> ServiceAddresses, IReadOnlyList<string> Scopes)
{
    private const string ScopePrefix = "onvif://www.onvif.org/";

    /// <summary>Its name; <see langword="null"/> when it does not tell one.</summary>
    public string? Name => Scope("name");

    /// <summary>Its model; <see langword="null"/> when it does not tell one.</summary>
    public string? Hardware => Scope("hardware");

    /// <summary>Where it stands, as someone once set; <see langword="null"/> when no one did.</summary>
    public string? Location => Scope("location");

    /// <summary>
    /// The service's address to use: one on the address that it answered from, if it told such a one; <see langword="null"/> when it told
    /// none.
    /// </summary>
    public Uri? ServiceAddress =>
        ServiceAddresses.FirstOrDefault(uri => IPAddress.TryParse(uri.Host, out var host) && host.Equals(Address))
        ?? (ServiceAddresses is [var first, ..] ? first : null);

    private string? Scope(string kind)
    {
        var prefix = ScopePrefix + kind + "/";
        var value = Scopes.FirstOrDefault(scope => scope.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))?[prefix.Length..];
        return SoapReading.Shown(Uri.UnescapeDataString(value ?? "")) is { Length: > 0 } shown ? shown : null;
    }
}
