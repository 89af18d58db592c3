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

    /// <summary>The address to connect to.</summary>
    /// <exception cref="ForbiddenAddressException">No channel may be reached there.</exception>
    /// <exception cref="SocketException">The name is not known.</exception>
    internal async Task<IPAddress> ResolveAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        foreach (var address in addresses)
        {
            if (IsForbidden(address))
            {
                throw new ForbiddenAddressException(OwnAddressProblem);
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
        await CameraDialer.DialAsync((await ResolveAsync(host, port, cancellationToken)).ToString(), port, cancellationToken);

    /// <summary>Opens the connections of an HTTP client (<see cref="SocketsHttpHandler.ConnectCallback"/>).</summary>
    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        new NetworkStream(await DialAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken), ownsSocket: true);

    private bool IsForbidden(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var isLinkLocal = plain.IsIPv6LinkLocal || plain.IsIPv6Multicast
            || (plain.AddressFamily == AddressFamily.InterNetwork && plain.GetAddressBytes() is [169, 254, ..] or [0, ..] or [>= 224, ..]);
        return (isLinkLocal || CameraDialer.IsThisMachine(plain)) && !options.AllowedAddresses.Any(network => network.Contains(plain));
    }
}
