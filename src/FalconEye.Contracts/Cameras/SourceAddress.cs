using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace FalconEye.Contracts.Cameras;

/// <summary>
/// The address of a network camera, checked: a scheme that names a camera protocol and a host. Its text form hides the password, so that
/// it can stand in logs, errors and answers; <see cref="WithCredentials"/> is for the program that connects.
/// </summary>
public sealed partial record SourceAddress
{
    private static readonly Dictionary<string, int> DefaultPorts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["rtsp"] = 554,
        ["rtsps"] = 322,
        ["http"] = 80,
        ["https"] = 443,
        ["onvif"] = 80,
        ["onvifs"] = 443,
    };

    private readonly Uri _uri;

    private SourceAddress(Uri uri, string text)
    {
        _uri = uri;
        WithCredentials = text;
    }

    /// <summary>What stands where a secret is hidden.</summary>
    private const string Mask = "***";

    /// <summary>Where an ONVIF device has its service unless its address says otherwise.</summary>
    public const string OnvifPath = "/onvif/device_service";

    /// <summary>The longest address that is taken, in characters.</summary>
    public const int MaxLength = 2048;

    /// <summary>The whole address as it was given, with its password: never in a log, an answer or a process argument.</summary>
    public string WithCredentials { get; }

    /// <summary><c>rtsp</c>, <c>rtsps</c>, <c>http</c>, <c>https</c>, <c>onvif</c> or <c>onvifs</c> (ONVIF over TLS).</summary>
    public string Scheme => _uri.Scheme;

    /// <summary>The host name or address.</summary>
    public string Host => _uri.IdnHost;

    /// <summary>The port, the scheme's own when the address names none.</summary>
    public int Port => _uri.Port > 0 ? _uri.Port : DefaultPorts[Scheme];

    /// <summary>Without secrets, and for an ONVIF device without the path that goes without saying.</summary>
    private string OwnPath => IsOnvif && RedactedPath.StartsWith(OnvifPath, StringComparison.Ordinal)
        ? string.Concat("/", RedactedPath.AsSpan(OnvifPath.Length).TrimStart('/'))
        : RedactedPath;

    /// <summary>The user, decoded; empty for none.</summary>
    public string UserName => Uri.UnescapeDataString(_uri.UserInfo.Split(':', 2)[0]);

    /// <summary>The password, decoded; empty for none. As secret as <see cref="WithCredentials"/>.</summary>
    public string Password => Uri.UnescapeDataString(_uri.UserInfo.Split(':', 2).ElementAtOrDefault(1) ?? "");

    /// <summary>Path and query, as the camera is asked for them: what tells the channels of one recorder apart.</summary>
    public string PathAndQuery => _uri.PathAndQuery;

    /// <summary>What makes two addresses the same camera: host, port and path, whatever the credentials.</summary>
    public string Identity => $"{Host.ToLowerInvariant()}:{Port}{OwnPath.TrimEnd('/')}";

    /// <summary>True for RTSP, plain or over TLS.</summary>
    public bool IsRtsp => Scheme is "rtsp" or "rtsps";

    /// <summary>True for a device that is to be asked for its stream, plain or over TLS.</summary>
    public bool IsOnvif => Scheme is "onvif" or "onvifs";

    /// <summary>True when the address holds something secret: a user, or a query or path that speaks of a password.</summary>
    public bool HasCredentials => Redacted != WithCredentials || UserInfo().IsMatch(WithCredentials);

    /// <summary>The address with <c>***</c> for its password, and for what its path or query calls a password or token.</summary>
    public string Redacted => HideNamed(UserInfo().Replace(
        WithCredentials,
        match => match.Groups["password"].Success ? $"{match.Groups["before"].Value}:{Mask}@" : match.Value));

    /// <summary>Path and query without what they call a password or token.</summary>
    public string RedactedPath => HideNamed(PathAndQuery);

    /// <summary>What the query says of a name, decoded; <see langword="null"/> when it does not name it.</summary>
    public string? QueryValue(string name) => _uri.Query.TrimStart('?').Split('&')
        .Where(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(pair => Uri.UnescapeDataString(pair[(name.Length + 1)..]))
        .FirstOrDefault();

    /// <summary>Reads an address.</summary>
    /// <param name="text">What a person or a program gave.</param>
    /// <param name="address">The address, when it is one.</param>
    /// <param name="problem">What is wrong and how to mend it, when it is not.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out SourceAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        problem = ProblemOf(text?.Trim(), out var uri);
        if (problem is null)
        {
            address = new SourceAddress(uri!, text!.Trim());
        }

        return problem is null;
    }

    /// <summary>
    /// The address that is meant by someone who was shown <see cref="Redacted"/> of <paramref name="stored"/>, changed it perhaps, and sent
    /// it back. A password goes with its scheme, user, host and port only, so that nobody can have it sent to a program of their own.
    /// </summary>
    /// <returns>The whole address; <see langword="null"/> when nothing is known of what its <c>***</c> hides.</returns>
    public SourceAddress? WithSecretsOf(SourceAddress stored)
    {
        if (!WithCredentials.Contains(Mask, StringComparison.Ordinal))
        {
            return this;
        }

        if (WithCredentials == stored.Redacted)
        {
            return stored;
        }

        var (shown, hidden) = (UserInfo().Match(WithCredentials), UserInfo().Match(stored.WithCredentials));
        var isSameLogin = hidden.Groups["password"].Success
            && shown.Value == $"{hidden.Groups["before"].Value}:{Mask}@"
            && Host.Equals(stored.Host, StringComparison.OrdinalIgnoreCase)
            && Port == stored.Port;
        return isSameLogin
            && !WithCredentials[shown.Length..].Contains(Mask, StringComparison.Ordinal)
            && TryParse(hidden.Value + WithCredentials[shown.Length..], out var whole, out _)
                ? whole
                : null;
    }

    /// <summary>The redacted address.</summary>
    public override string ToString() => Redacted;

    private static string HideNamed(string text) => NamedSecret().Replace(text, "${name}" + Mask);

    // As FFmpeg splits it: the user ends at the last @ before the path (RFC 3986 section 3.2 wants other ones encoded; people forget).
    [GeneratedRegex(@"^(?<before>[a-z]+://[^/?#:@]*)(:(?<password>[^/?#]*))?@", RegexOptions.IgnoreCase)]
    private static partial Regex UserInfo();

    // Cameras that take credentials in the path or query, for example /user=admin_password=secret_channel=1.sdp or ?usr=admin&pwd=secret.
    [GeneratedRegex(@"(?<name>(pass|passwd|password|pwd|psw|token|secret|auth)=)[^&/?#]*?(?=$|[&/?#]|_[a-z]+=)", RegexOptions.IgnoreCase)]
    private static partial Regex NamedSecret();

    private static string? ProblemOf(string? text, out Uri? uri)
    {
        uri = null;
        if (string.IsNullOrEmpty(text))
        {
            return "An address is needed, for example rtsp://user:password@192.168.1.20:554/stream1.";
        }

        if (text.Length > MaxLength)
        {
            return $"The address is longer than {MaxLength} characters.";
        }

        if (text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            return "The address contains a space or a control character; write %20 for a space.";
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out uri) || !DefaultPorts.ContainsKey(uri.Scheme))
        {
            return "The address must start with rtsp://, rtsps://, http://, https://, onvif:// or onvifs://.";
        }

        return uri.IdnHost.Length == 0 ? "The address names no host."
            : MetadataServices.Contain(uri.IdnHost) ? MetadataServices.Problem
            : null;
    }
}
