using System.Net;
using System.Net.Sockets;

namespace FalconEye.Api.Edge;

/// <summary>
/// The host names that requests may be addressed to. A web page can make its own name lead to this machine (DNS rebinding) and is then of
/// the same origin as the server in the browser's eyes; it cannot make the browser send a name that is not its own. Addresses are safe:
/// a page that was loaded from one comes from that machine.
/// </summary>
internal sealed class AllowedHosts
{
    private const string LocalHost = "localhost";
    private static readonly TimeSpan LookupTimeout = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase) { LocalHost };
    private readonly List<string> _domains = [];
    private readonly Task<string?> _fullName;

    /// <summary>Takes the names of the settings, of this machine and, in a cluster, of the server's Services.</summary>
    public AllowedHosts(ServerOptions options)
        : this(options.Edge.AllowedHosts, [.. NamesOf(options)])
    {
    }

    /// <summary>Takes names of the settings, which may be patterns, and fixed ones.</summary>
    internal AllowedHosts(IReadOnlyList<string> patterns, params IReadOnlyList<string> names)
    {
        AllowsAny = patterns.Contains("*");
        foreach (var pattern in patterns)
        {
            if (pattern.StartsWith("*.", StringComparison.Ordinal))
            {
                _domains.Add(pattern[1..]);
            }
            else
            {
                _names.Add(pattern);
            }
        }

        _names.UnionWith(names);
        var machine = Dns.GetHostName();
        _names.UnionWith([machine, $"{machine}.local"]);
        _fullName = FindFullNameAsync(machine);
    }

    /// <summary>Whether every name is accepted (<c>ALLOWED_HOSTS=*</c>).</summary>
    internal bool AllowsAny { get; }

    /// <summary>Whether a request may name this host.</summary>
    /// <param name="host">The <c>Host</c> header's host, without port; IPv6 addresses in brackets.</param>
    internal bool Allows(string host)
    {
        var name = host.EndsWith('.') ? host[..^1] : host;
        return AllowsAny
            || IsAddress(name)
            || _names.Contains(name)
            || _domains.Any(domain => name.Length > domain.Length && name.EndsWith(domain, StringComparison.OrdinalIgnoreCase))
            || (_fullName is { IsCompletedSuccessfully: true, Result: { } full } && string.Equals(full, name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Only the usual forms: <see cref="IPAddress"/> also takes <c>1</c> and <c>0x7f.1</c>, which could be names.</summary>
    private static bool IsAddress(string host) => Uri.CheckHostName(host.Trim('[', ']')) switch
    {
        UriHostNameType.IPv4 => !host.StartsWith('[') && host.Count('.') == 3 && host.All(letter => char.IsAsciiDigit(letter) || letter == '.'),
        UriHostNameType.IPv6 => host.StartsWith('[') && host.EndsWith(']'),
        _ => false,
    };

    private static IEnumerable<string> NamesOf(ServerOptions options)
    {
        if (Uri.TryCreate(options.ApiUrl, UriKind.Absolute, out var own))
        {
            yield return own.Host;
        }

        if (Uri.CheckHostName(options.Host) == UriHostNameType.Dns)
        {
            yield return options.Host;
        }

        if (options.Kubernetes is not { } cluster)
        {
            yield break;
        }

        foreach (var service in (string[])["falcon-eye-api", "falcon-eye-dashboard"])
        {
            foreach (var suffix in (string[])["", $".{cluster.Namespace}", $".{cluster.Namespace}.svc", $".{cluster.Namespace}.svc.cluster.local"])
            {
                yield return service + suffix;
            }
        }
    }

    /// <summary>The machine's name with its domain. A name server that does not answer must not delay the start.</summary>
    private static async Task<string?> FindFullNameAsync(string machine)
    {
        try
        {
            using var timeout = new CancellationTokenSource(LookupTimeout);
            return (await Dns.GetHostEntryAsync(machine, timeout.Token)).HostName;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ArgumentException)
        {
            return null;
        }
    }
}
