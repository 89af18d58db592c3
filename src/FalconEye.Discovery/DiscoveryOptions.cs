using System.Globalization;
using FalconEye.Discovery.Network;
using FalconEye.Discovery.Usb;
using FalconEye.ServiceDefaults;

namespace FalconEye.Discovery;

/// <summary>Where and how the server looks for cameras, read once at start.</summary>
internal sealed record DiscoveryOptions
{
    private const int MaxSubnets = 16;
    private const int MaxPorts = 16;
    private static readonly int[] UsualPorts = [554, 8554, 80, 8080, 8899];

    /// <summary>How to log in to other nodes; <see langword="null"/> when no one said.</summary>
    internal SshAccess? Ssh { get; private init; }

    /// <summary>The networks to scan; empty for the nodes' own.</summary>
    internal required IReadOnlyList<ScanSubnet> Subnets { get; init; }

    /// <summary>The ports that cameras listen on.</summary>
    internal required IReadOnlyList<int> Ports { get; init; }

    /// <summary>Which paths cameras serve their pictures at.</summary>
    internal required KnownPaths Paths { get; init; }

    /// <summary>The ports that the server itself listens on.</summary>
    internal IReadOnlyList<int> ServerPorts { get; init; } = [];

    /// <summary>Whether nodes are those of a cluster, none of which is this machine.</summary>
    internal bool IsInCluster { get; init; }

    /// <summary>Reads and checks the variables, and the operator's own table of paths if there is one.</summary>
    internal static DiscoveryOptions Read(SettingsReader settings, string dataDirectory) => new()
    {
        Ssh = SshAccess.Read(settings),
        Subnets = ReadSubnets(settings),
        Ports = ReadPorts(settings),
        Paths = KnownPaths.Read(settings, dataDirectory),
    };

    private static List<ScanSubnet> ReadSubnets(SettingsReader settings)
    {
        List<ScanSubnet> subnets = [];
        foreach (var text in List(settings, "SCAN_SUBNETS"))
        {
            if (ScanSubnet.TryParse(text, out var subnet))
            {
                subnets.Add(subnet);
            }
            else
            {
                settings.Refuse("SCAN_SUBNETS", $"{ScanSubnet.Allowed}, separated by commas; \"{text}\" is not");
            }
        }

        if (subnets.Count > MaxSubnets)
        {
            settings.Refuse("SCAN_SUBNETS", $"at most {MaxSubnets} networks");
        }

        return subnets;
    }

    private static int[] ReadPorts(SettingsReader settings)
    {
        var texts = List(settings, "SCAN_PORTS");
        int[] ports = [.. texts.Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0).Distinct()];
        if (ports.Length > MaxPorts || ports.Any(port => port is < 1 or > 65535))
        {
            settings.Refuse("SCAN_PORTS", $"at most {MaxPorts} ports from 1 to 65535, separated by commas");
        }

        return ports.Length > 0 ? ports : UsualPorts;
    }

    private static string[] List(SettingsReader settings, string name) =>
        settings.Text(name, "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
