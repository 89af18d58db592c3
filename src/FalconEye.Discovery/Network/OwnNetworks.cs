using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using FalconEye.Orchestration.Nodes;

namespace FalconEye.Discovery.Network;

/// <summary>The networks that this machine and its nodes are in.</summary>
internal static partial class OwnNetworks
{
    /// <summary>What homes and small offices have; of another node, only its address is known.</summary>
    private const int UsualPrefix = 24;

    /// <summary>This machine's addresses of IPv4, loopback included.</summary>
    internal static IReadOnlySet<IPAddress> Addresses() =>
        NetworkInterface.GetAllNetworkInterfaces().SelectMany(AddressesOf).Select(own => own.Address).ToHashSet();

    /// <summary>
    /// The interfaces that lead to a private network; those of containers and virtual machines have no cameras behind them.
    /// </summary>
    internal static IReadOnlyList<(string Name, IPAddress Address, ScanSubnet Subnet, bool IsCut)> Interfaces() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(link => link.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
            .Where(link => link.NetworkInterfaceType != NetworkInterfaceType.Loopback && !OfContainers().IsMatch(link.Name))
            .SelectMany(AddressesOf, (link, own) => (link.Name, own.Address, own.PrefixLength))
            .Where(own => ScanSubnet.IsPrivate(own.Address))
            .Select(own => (own.Name, own.Address, ScanSubnet.Around(own.Address, own.PrefixLength), own.PrefixLength < 22)),
    ];

    /// <summary>The private networks of nodes: of this machine all that it is in, of another the 254 addresses around its own.</summary>
    internal static IReadOnlyList<ScanSubnet> Of(IReadOnlyList<Node> nodes)
    {
        var own = Interfaces();
        var others = nodes
            .Select(node => IPAddress.TryParse(node.Ip, out var address) ? address : null)
            .Where(address => address is { AddressFamily: AddressFamily.InterNetwork } && !IPAddress.IsLoopback(address) && ScanSubnet.IsPrivate(address))
            .Where(address => own.All(link => !link.Subnet.Contains(address!)))
            .Select(address => ScanSubnet.Around(address!, UsualPrefix));
        var here = nodes.Any(node => node.Name == Environment.MachineName || own.Any(link => link.Address.ToString() == node.Ip));
        return [.. (here ? own.Select(link => link.Subnet) : []).Concat(others).Distinct()];
    }

    private static IEnumerable<UnicastIPAddressInformation> AddressesOf(NetworkInterface link) =>
        link.GetIPProperties().UnicastAddresses.Where(own => own.Address.AddressFamily == AddressFamily.InterNetwork);

    [GeneratedRegex(@"\A(docker|br-[0-9a-f]{12}|veth[0-9a-f]{7}|virbr|vnet|cni|flannel|cali|cilium|kube|podman|lxc|lxd|tailscale|wg|tun|tap)")]
    private static partial Regex OfContainers();
}
