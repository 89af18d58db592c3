using System.Net;
using System.Net.Sockets;

namespace FalconEye.Contracts.Cameras;

/// <summary>
/// Where cloud machines ask for their own credentials: never a camera, and what a request forged through this server would be after
/// (https://owasp.org/www-community/attacks/Server_Side_Request_Forgery).
/// </summary>
public static class MetadataServices
{
    private static readonly HashSet<IPAddress> Addresses =
    [
        IPAddress.Parse("169.254.169.254"), // most providers
        IPAddress.Parse("169.254.170.2"), // containers at Amazon
        IPAddress.Parse("169.254.170.23"), // pods at Amazon
        IPAddress.Parse("fd00:ec2::254"), // Amazon, IPv6
        IPAddress.Parse("fd00:ec2::23"), // pods at Amazon, IPv6
        IPAddress.Parse("fd20:ce::254"), // Google, IPv6
        IPAddress.Parse("100.100.100.200"), // Alibaba
        IPAddress.Parse("168.63.129.16"), // Azure
    ];

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase) { "metadata.google.internal", "metadata", "instance-data" };

    /// <summary>What is said of a camera's address that leads to one.</summary>
    public const string Problem = "This address belongs to the machine's cloud provider, not to a camera.";

    /// <summary>Whether a host is one, also when a name leads to it. A name that leads nowhere leads to none.</summary>
    /// <param name="host">A name or an address.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public static async Task<bool> AreReachedByAsync(string host, CancellationToken cancellationToken)
    {
        if (Contain(host) || IPAddress.TryParse(host.Trim('[', ']'), out _))
        {
            return Contain(host);
        }

        try
        {
            return (await Dns.GetHostAddressesAsync(host, cancellationToken)).Any(Contain);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>
    /// Opens the connections of an HTTP client (<see cref="SocketsHttpHandler.ConnectCallback"/>): to what the name leads to at this
    /// moment, redirections included, and to none of these.
    /// </summary>
    /// <exception cref="HttpRequestException">The name leads to one of them.</exception>
    public static async ValueTask<Stream> ConnectElsewhereAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        if (addresses.Any(Contain))
        {
            throw new HttpRequestException(Problem);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether a host is one, also when its address is written as one number or inside IPv6.</summary>
    internal static bool Contain(string host)
    {
        if (!IPAddress.TryParse(host.Trim('[', ']'), out var address))
        {
            return Names.Contains(host.TrimEnd('.'));
        }

        return Contain(address);
    }

    private static bool Contain(IPAddress address) => Addresses.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
