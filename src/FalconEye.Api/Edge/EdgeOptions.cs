using FalconEye.ServiceDefaults;

namespace FalconEye.Api.Edge;

/// <summary>What the server accepts from the network: host names, proxies, and how many connections.</summary>
public sealed record EdgeOptions
{
    private const string AllowedHostsVariable = "ALLOWED_HOSTS";
    private const string DashboardHostsVariable = "DASHBOARD_HOSTS";
    private const string ProxySecretVariable = "PROXY_SECRET";
    private const int MinSecretLength = 16;

    /// <summary>Host names that clients may use beside the machine's own; <c>*.example.com</c> for all below a domain, <c>*</c> for any.</summary>
    public required IReadOnlyList<string> AllowedHosts { get; init; }

    /// <summary>
    /// What the dashboard's proxy sends as <c>X-FalconEye-Proxy</c>. When it is set, <c>X-Forwarded-*</c> of every other sender is ignored.
    /// </summary>
    public string? ProxySecret { get; init; }

    /// <summary>The most connections at once.</summary>
    public required int MaxConnections { get; init; }

    /// <summary>The most connections at once of one address; proxies that are known are exempt.</summary>
    public required int MaxConnectionsPerAddress { get; init; }

    /// <summary>The most event streams at once of one caller.</summary>
    public required int MaxEventStreams { get; init; }

    /// <summary>The most live streams at once of one caller.</summary>
    public required int MaxStreams { get; init; }

    /// <summary>The most downloads at once of one caller.</summary>
    public required int MaxDownloads { get; init; }

    /// <summary>Reads the variables; wrong ones are noted in <paramref name="settings"/>.</summary>
    internal static EdgeOptions Read(SettingsReader settings)
    {
        var secret = settings.Optional(ProxySecretVariable);
        if (secret is { Length: < MinSecretLength })
        {
            settings.RefuseInWords($"{ProxySecretVariable} is too short; it must have at least {MinSecretLength} characters, for example of: openssl rand -hex 32");
        }

        return new()
        {
            AllowedHosts = [.. ReadHosts(settings, AllowedHostsVariable), .. ReadHosts(settings, DashboardHostsVariable)],
            ProxySecret = secret,
            MaxConnections = settings.Number("MAX_CONNECTIONS", 4096, 64, 1_000_000),
            MaxConnectionsPerAddress = settings.Number("MAX_CONNECTIONS_PER_ADDRESS", 512, 16, 1_000_000),
            MaxEventStreams = settings.Number("MAX_EVENT_STREAMS", 32, 1, 10_000),
            MaxStreams = settings.Number("MAX_STREAMS", 64, 1, 10_000),
            MaxDownloads = settings.Number("MAX_DOWNLOADS", 16, 1, 10_000),
        };
    }

    private static IEnumerable<string> ReadHosts(SettingsReader settings, string variable)
    {
        foreach (var text in settings.Text(variable, "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var name = text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text;
            if (text == "*" || Uri.CheckHostName(name.Trim('[', ']')) != UriHostNameType.Unknown)
            {
                yield return text;
            }
            else
            {
                settings.Refuse(variable, "host names without scheme and port, separated by commas, for example cameras.example.com,*.home.arpa");
            }
        }
    }
}
