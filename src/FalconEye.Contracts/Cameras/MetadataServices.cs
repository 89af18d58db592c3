using System.Net;

namespace FalconEye.Contracts.Cameras;

/// <summary>
/// Where cloud machines ask for their own credentials: never a camera, and what a request forged through this server would be after
/// (https://owasp.org/www-community/attacks/Server_Side_Request_Forgery).
/// </summary>
internal static class MetadataServices
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

    /// <summary>Whether a host is one, also when its address is written as one number or inside IPv6.</summary>
    internal static bool Contain(string host)
    {
        if (!IPAddress.TryParse(host.Trim('[', ']'), out var address))
        {
            return Names.Contains(host.TrimEnd('.'));
        }

        return Addresses.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
    }
}
