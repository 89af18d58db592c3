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

    /// <summary>Whether a host is one, also when its address is written as one number or inside IPv6.</summary>
    internal static bool Contain(string host)
    {
        if (!IPAddress.TryParse(host.Trim('[', ']'), out var address))
        {
            return Names.Contains(host.TrimEnd('.'));
        }

        return Contain(address);
    }

    /// <summary>Whether an address is one, also inside an IPv6 address that a gateway turns into IPv4.</summary>
    internal static bool Contain(IPAddress address) => Addresses.Contains(InnerAddress(address));

    /// <summary>
    /// IPv4 inside IPv6: mapped and compatible (RFC 4291), NAT64 (RFC 6052, 64:ff9b::/96, and RFC 8215, 64:ff9b:1::/48) and 6to4 (RFC 3056,
    /// 2002::/16).
    /// </summary>
    private static IPAddress InnerAddress(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        ReadOnlySpan<byte> bytes = address.GetAddressBytes();
        return address.IsIPv4MappedToIPv6 || bytes.StartsWith(Compatible) || bytes.StartsWith(Nat64) || bytes.StartsWith(LocalNat64)
            ? new IPAddress(bytes[12..])
            : bytes.StartsWith(SixToFour) ? new IPAddress(bytes[2..6])
            : new IPAddress(bytes);
    }

    private static ReadOnlySpan<byte> Compatible => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static ReadOnlySpan<byte> LocalNat64 => [0x00, 0x64, 0xff, 0x9b, 0, 1];

    private static ReadOnlySpan<byte> Nat64 => [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0];

    private static ReadOnlySpan<byte> SixToFour => [0x20, 0x02];
}
