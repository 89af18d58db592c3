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
    private readonly string? _login;
    private readonly string _rest;

    private SourceAddress(Uri uri, string? login, string rest)
    {
        (_uri, _login, _rest) = (uri, login, rest);
        WithCredentials = TextOf(Scheme, login, rest);
    }

    /// <summary>What is where a secret is hidden.</summary>
    private const string Mask = "***";

    /// <summary>Where an ONVIF device has its service unless its address says otherwise.</summary>
    public const string OnvifPath = "/onvif/device_service";

    /// <summary>The longest address that is taken, in characters.</summary>
    public const int MaxLength = 2048;

    /// <summary>
    /// The whole address with its password, as it was given but for characters of user and password that had to be percent-encoded: never in
    /// a log, an answer or a process argument.
    /// </summary>
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
    public string UserName => Uri.UnescapeDataString(User);

    /// <summary>The password, decoded; empty for none. As secret as <see cref="WithCredentials"/>.</summary>
    public string Password => Uri.UnescapeDataString(_login?.Split(':', 2).ElementAtOrDefault(1) ?? "");

    private string User => _login?.Split(':', 2)[0] ?? "";

    /// <summary>Path and query, as the camera is asked for them: what tells the channels of one recorder apart.</summary>
    public string PathAndQuery => _uri.PathAndQuery;

    /// <summary>What makes two addresses the same camera: host, port and path, whatever the credentials.</summary>
    public string Identity => $"{Host.ToLowerInvariant()}:{Port}{OwnPath.TrimEnd('/')}";

    /// <summary>True for RTSP, plain or over TLS.</summary>
    public bool IsRtsp => Scheme is "rtsp" or "rtsps";

    /// <summary>True for a device that is to be asked for its stream, plain or over TLS.</summary>
    public bool IsOnvif => Scheme is "onvif" or "onvifs";

    /// <summary>True when the address holds something secret: a user, or a query or path that speaks of a password.</summary>
    public bool HasCredentials => _login is not null || HideNamed(_rest) != _rest;

    /// <summary>The address with <c>***</c> for its password, and for what its path or query calls a password or token.</summary>
    public string Redacted => TextOf(
        Scheme, _login is null ? null : _login.Contains(':', StringComparison.Ordinal) ? $"{User}:{Mask}" : User, HideNamed(_rest));

    /// <summary>Path and query without what they call a password or token.</summary>
    public string RedactedPath => HideNamed(PathAndQuery);

    /// <summary>What the query says of a name, decoded; <see langword="null"/> when it does not name it.</summary>
    public string? QueryValue(string name) => _uri.Query.TrimStart('?').Split('&')
        .Where(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(pair => Uri.UnescapeDataString(pair[(name.Length + 1)..]))
        .FirstOrDefault();

    /// <summary>Reads an address.</summary>
    /// <param name="text">What a user or a program gave.</param>
    /// <param name="address">The address, when it is one.</param>
    /// <param name="problem">What is wrong and how to mend it, when it is not.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out SourceAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        problem = ProblemOf(text?.Trim() ?? "", ref address);
        return problem is null;
    }

    /// <summary>
    /// The address that is meant by someone who was shown <see cref="Redacted"/> of <paramref name="stored"/>, changed it perhaps, and sent
    /// it back. A password goes with its scheme, user, host and port only, so that no one can have it sent to a program of their own.
    /// </summary>
    /// <returns>The whole address; <see langword="null"/> when nothing is known of what its <c>***</c> hides.</returns>
    public SourceAddress? WithSecretsOf(SourceAddress stored)
    {
        // Also percent-encoded: taken for a password, it would replace the stored one.
        if (!WithCredentials.Contains(Mask, StringComparison.Ordinal) && !Password.Contains(Mask, StringComparison.Ordinal))
        {
            return this;
        }

        if (WithCredentials == stored.Redacted)
        {
            return stored;
        }

        var isSameLogin = Password == Mask
            && stored.Password.Length > 0
            && (Scheme, UserName, Port) == (stored.Scheme, stored.UserName, stored.Port)
            && Host.Equals(stored.Host, StringComparison.OrdinalIgnoreCase);
        return isSameLogin
            && !_rest.Contains(Mask, StringComparison.Ordinal)
            && TryParse(TextOf(Scheme, stored._login, _rest), out var whole, out _)
                ? whole
                : null;
    }

    /// <summary>The address with the user and password of another one, if it has none itself and both mean the same server.</summary>
    public SourceAddress WithLoginOf(SourceAddress other) =>
        _login is null
        && other._login is not null
        && (Scheme, Port) == (other.Scheme, other.Port)
        && Host.Equals(other.Host, StringComparison.OrdinalIgnoreCase)
        && TryParse(TextOf(Scheme, other._login, _rest), out var whole, out _)
            ? whole
            : this;

    /// <summary>The address of one stream of an ONVIF device, without user and password.</summary>
    /// <param name="profile">The token of the stream.</param>
    public string WithProfile(string profile)
    {
        var device = TextOf(Scheme, null, _rest.Split('?')[0]);
        return $"{device}{(_uri.AbsolutePath == "/" && !_rest.Split('?')[0].EndsWith('/') ? "/" : "")}?profile={Uri.EscapeDataString(profile)}";
    }

    /// <summary>The redacted address.</summary>
    public override string ToString() => Redacted;

    private static string TextOf(string scheme, string? login, string rest) => login is null ? $"{scheme}://{rest}" : $"{scheme}://{login}@{rest}";

    private static string HideNamed(string text) => text.Split('?', 2) is [var path, var query]
        ? $"{NamedInPath().Replace(path, "${name}" + Mask)}?{NamedInQuery().Replace(query, "${name}" + Mask)}"
        : NamedInPath().Replace(text, "${name}" + Mask);

    /// <summary>What a URL can hold stays as it was written; a pasted password becomes what a URL can hold.</summary>
    private static string Encode(string login)
    {
        if (UrlLogin().IsMatch(login))
        {
            return login;
        }

        return string.Join(':', login.Split(':', 2).Select(part => Uri.EscapeDataString(Uri.UnescapeDataString(part))));
    }

    private static string? ProblemOf(string text, ref SourceAddress? address)
    {
        if (text.Length == 0)
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

        var scheme = text.Split("://", 2) is [var first, _] ? first.ToLowerInvariant() : "";
        if (!DefaultPorts.ContainsKey(scheme))
        {
            return "The address must start with rtsp://, rtsps://, http://, https://, onvif:// or onvifs://.";
        }

        if (AddressReading.Of(text[(scheme.Length + "://".Length)..], out var problem) is not { } reading)
        {
            return problem;
        }

        var login = reading.Login is { } written ? Encode(written) : null;
        if (Uri.UnescapeDataString(login ?? "").Any(char.IsControl))
        {
            return "The user name or the password contains a control character.";
        }

        if (!Uri.TryCreate(TextOf(scheme, login, reading.Rest), UriKind.Absolute, out var uri) || uri.IdnHost.Length == 0)
        {
            return "The address names no host, or a port that does not exist.";
        }

        if (MetadataServices.Contain(uri.IdnHost))
        {
            return MetadataServices.Problem;
        }

        address = new SourceAddress(uri, login, reading.Rest);
        return null;
    }

    // What RFC 3986 section 3.2.1 allows there, and letters of any script.
    [GeneratedRegex(@"\A([\p{L}\p{N}._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex UrlLogin();

    // What cameras and video servers call a password, and what else opens a door: of a name only its end counts, as in "loginpas" or "api_key".
    private const string SecretName =
        "(pass(wd|word|phrase|code)?|pas|pwd|psw|pw|token|secret|auth(orization)?|key|sig(nature)?|cred(ential)?s?|session(id)?)[0-9]*=";

    // A name with percent-encoded letters cannot be told from one of these.
    private const string UnreadableName = "[^=&/?;]*%[0-9A-Fa-f]{2}[^=&/?;]*=";

    // Cameras that take credentials in the path, for example /user=admin_password=secret_channel=1.sdp or
    // /admin:secret/1; what is shorter than a password is a channel (/live:1), by which cameras must be distinguished.
    [GeneratedRegex($@"(?<name>{SecretName}|{UnreadableName}|(?<=/)[^/:=?&]+:(?=[^/]{{4}}))[^&/]*?(?=$|[&/]|_[a-z]+=)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex NamedInPath();

    // ... or in the query, for example ?usr=admin&pwd=secret: there only & ends a value.
    [GeneratedRegex($@"(?<name>{SecretName}|{UnreadableName})[^&]*?(?=$|&|_[a-z]+=)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex NamedInQuery();
}
