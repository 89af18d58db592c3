using System.Net;
using System.Net.Sockets;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Alerts.Channels;

/// <summary>
/// Opens every connection of a channel, to the address that was checked. The rules are those of cameras, and stricter: no address of this
/// machine and no link-local one, unless the server's settings allow it. So no channel leads to a service that trusts this machine.
/// </summary>
internal sealed class AlertDialer(AlertOptions options)
{
    internal const string OwnAddressProblem =
        "This address is one of the server's own machine or link-local. An administrator of the machine can allow it: ALERT_ALLOWED_ADDRESSES.";

    private const string PrivateAddressProblem =
        "Push services are on the internet, and this address is not. An administrator of the machine can allow it: ALERT_ALLOWED_ADDRESSES.";

    /// <summary>
    /// Networks that are not the internet's (RFC 6890), and IPv6 addresses that a gateway turns into IPv4 ones, which may be of them
    /// (RFC 6052, RFC 8215, RFC 3056).
    /// </summary>
    private static readonly IPNetwork[] PrivateNetworks =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("::/96"), IPNetwork.Parse("64:ff9b::/96"),
        IPNetwork.Parse("64:ff9b:1::/48"), IPNetwork.Parse("2002::/16"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fec0::/10"),
    ];

    /// <summary>The address to connect to.</summary>
    /// <exception cref="ForbiddenAddressException">No channel may be reached there.</exception>
    /// <exception cref="SocketException">The name is not known.</exception>
    internal Task<IPAddress> ResolveAsync(string host, int port, CancellationToken cancellationToken) =>
        ResolveAsync(host, port, IsForbidden, OwnAddressProblem, cancellationToken);

    /// <summary>As <see cref="ResolveAsync(string, int, CancellationToken)"/>, where the address comes from a user who may not add channels.</summary>
    internal Task<IPAddress> ResolvePublicAsync(string host, int port, CancellationToken cancellationToken) =>
        ResolveAsync(host, port, address => IsForbidden(address) || PrivateNetworks.Any(network => network.Contains(address)), PrivateAddressProblem, cancellationToken);

    private async Task<IPAddress> ResolveAsync(
        string host, int port, Predicate<IPAddress> isForbidden, string problem, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        foreach (var address in addresses)
        {
            var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            if (isForbidden(plain) && !options.AllowedAddresses.Any(network => network.Contains(plain)))
            {
                throw new ForbiddenAddressException(problem);
            }

            if (await CameraDialer.FindProblemAsync(address.ToString(), port, cancellationToken) is not null)
            {
                throw new ForbiddenAddressException("This address is a service of FalconEye itself, or of the machine's cloud provider.");
            }
        }

        return addresses.FirstOrDefault() ?? throw new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>Connects.</summary>
    /// <exception cref="ForbiddenAddressException">No channel may be reached there.</exception>
    /// <exception cref="SocketException">The name is not known, or nothing answers.</exception>
    internal async Task<Socket> DialAsync(string host, int port, CancellationToken cancellationToken) =>
        await DialAsync(await ResolveAsync(host, port, cancellationToken), port, cancellationToken);

    /// <summary>Opens the connections of an HTTP client (<see cref="SocketsHttpHandler.ConnectCallback"/>).</summary>
    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        new NetworkStream(await DialAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken), ownsSocket: true);

    /// <summary>As <see cref="ConnectAsync"/>, for <see cref="ResolvePublicAsync"/>.</summary>
    internal async ValueTask<Stream> ConnectPublicAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        return new NetworkStream(await DialAsync(await ResolvePublicAsync(host, port, cancellationToken), port, cancellationToken), ownsSocket: true);
    }

    private static Task<Socket> DialAsync(IPAddress address, int port, CancellationToken cancellationToken) =>
        CameraDialer.DialAsync(address.ToString(), port, cancellationToken);

    private static bool IsForbidden(IPAddress address) => CameraDialer.IsThisMachine(address) || address.IsIPv6LinkLocal || address.IsIPv6Multicast
        || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..] or [0, ..] or [>= 224, ..]);
}
