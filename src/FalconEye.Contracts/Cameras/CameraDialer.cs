using System.Net;
using System.Net.Sockets;

namespace FalconEye.Contracts.Cameras;

/// <summary>
/// Opens every connection to a camera: to the address that was checked, at the moment of connecting, so that a name cannot lead elsewhere
/// between check and connection (DNS rebinding).
/// </summary>
public static class CameraDialer
{
    /// <summary>Connects to a camera.</summary>
    /// <param name="host">A name or an address.</param>
    /// <param name="port">Its TCP port.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ForbiddenAddressException">The host is a metadata service, or the port is one of FalconEye's own.</exception>
    /// <exception cref="SocketException">The name is not known, or nothing answers.</exception>
    public static async Task<Socket> DialAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(host, port, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens the connections of an HTTP client (<see cref="SocketsHttpHandler.ConnectCallback"/>), those of redirects included.
    /// </summary>
    /// <exception cref="ForbiddenAddressException">As <see cref="DialAsync"/>.</exception>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        new NetworkStream(await DialAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken), ownsSocket: true);

    /// <summary>Why no camera may be reached at a host and port.</summary>
    /// <returns>A sentence; <see langword="null"/> when nothing forbids it, also when the name leads nowhere at this moment.</returns>
    public static async Task<string?> FindProblemAsync(string host, int port, CancellationToken cancellationToken)
    {
        try
        {
            await ResolveAsync(host, port, cancellationToken);
            return null;
        }
        catch (ForbiddenAddressException e)
        {
            return e.Message;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>Whether an address is one of this machine's own: loopback, unspecified, or of one of its interfaces.</summary>
    public static bool IsThisMachine(IPAddress address)
    {
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            return true;
        }

        // Only an address of this machine can be bound (ip(7), EADDRNOTAVAIL); asking the interfaces takes far longer.
        var own = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IPAddress.IsLoopback(own) || own.Equals(IPAddress.Any))
        {
            return true;
        }

        try
        {
            using var socket = new Socket(own.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(own, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>
    /// Why a redirect of a camera is not followed. It stays on the camera's host, and on its port when the host is this machine, where every
    /// other port is another service.
    /// </summary>
    /// <returns>A sentence; <see langword="null"/> for one that may be followed.</returns>
    public static async Task<string?> FindRedirectProblemAsync(Uri from, Uri to, CancellationToken cancellationToken)
    {
        if (!from.IdnHost.Equals(to.IdnHost, StringComparison.OrdinalIgnoreCase))
        {
            return $"The camera redirects to another host, {to.IdnHost}: if that is the camera's, enter its address.";
        }

        return from.Port != to.Port && (await AddressesOfAsync(to.IdnHost, cancellationToken)).Any(IsThisMachine)
            ? $"The camera redirects to another port of this machine, {to.Port}: if that is the camera's, enter its address."
            : null;
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, int port, CancellationToken cancellationToken)
    {
        if (MetadataServices.Contain(host))
        {
            throw new ForbiddenAddressException(MetadataServices.Problem);
        }

        var addresses = await AddressesOfAsync(host, cancellationToken);
        return addresses.Any(MetadataServices.Contain) ? throw new ForbiddenAddressException(MetadataServices.Problem)
            : OwnServices.Contain(port) && addresses.Any(IsThisMachine) ? throw new ForbiddenAddressException(OwnServices.Problem)
            : addresses;
    }

    private static async Task<IPAddress[]> AddressesOfAsync(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var address) ? [address] : await Dns.GetHostAddressesAsync(host, cancellationToken);
}
