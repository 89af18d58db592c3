using System.Net;
using System.Net.Sockets;

namespace FalconEye.Api.Auth.Http;

/// <summary>Where a request comes from, as far as proxies that are known (<c>KNOWN_PROXIES</c>) tell.</summary>
internal static class ClientAddress
{
    private const int SiteBytes = 8;

    /// <summary>The address; an IPv4 one in its own form.</summary>
    internal static IPAddress Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    /// <summary>By what a caller's requests are counted: the user or the token; without logins, the site.</summary>
    internal static string CallerOrSiteOf(HttpContext context)
    {
        var caller = Caller.Of(context.User);
        return (caller.UserId ?? caller.TokenId)?.ToString() ?? SiteOf(context);
    }

    /// <summary>What one attacker has only one of: an IPv4 address, or an IPv6 site (/64), of whose addresses each has 2^64.</summary>
    internal static string SiteOf(HttpContext context) => SiteOf(Of(context));

    /// <summary>The same of an address.</summary>
    internal static string SiteOf(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? $"{new IPAddress([.. address.GetAddressBytes().AsSpan(0, SiteBytes), .. new byte[SiteBytes]])}/64"
            : address.ToString();
    }
}
