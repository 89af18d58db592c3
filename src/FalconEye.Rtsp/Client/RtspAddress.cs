using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FalconEye.Rtsp.Client;

/// <summary>Where a stream is, and how the URLs that a camera gives are joined to it. Requests always go to this host, whatever host a camera names.</summary>
internal sealed record RtspAddress
{
    private const int DefaultPort = 554;
    private const int DefaultTlsPort = 322;

    /// <summary>Whether the connection uses TLS.</summary>
    public required bool IsTls { get; init; }

    /// <summary>The host name or IP address, IPv6 without brackets.</summary>
    public required string Host { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary>The path with the query; empty, or with a leading slash or question mark.</summary>
    public required string Path { get; init; }

    /// <summary>The user in the address, decoded; <see langword="null"/> without one.</summary>
    public string? User { get; init; }

    /// <summary>The password in the address, decoded.</summary>
    public string? Password { get; init; }

    /// <summary>The URL without credentials, as requests name it.</summary>
    public string Url => $"{(IsTls ? "rtsps" : "rtsp")}://{Authority}{Path}";

    private string Authority
    {
        get
        {
            string host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
            return Port == (IsTls ? DefaultTlsPort : DefaultPort) ? host : $"{host}:{Port.ToString(CultureInfo.InvariantCulture)}";
        }
    }

    /// <summary>
    /// Reads an address. The scheme may be missing or written twice, IPv6 may lack its brackets, and a password may contain <c>@ : / ? #</c> as they are.
    /// </summary>
    /// <returns><see langword="null"/> when there is no host, or a scheme other than <c>rtsp</c> and <c>rtsps</c>.</returns>
    public static RtspAddress? Parse(string text)
    {
        string rest = text.Trim();
        string? scheme = null;
        while (SchemeLength(rest) is > 0 and int length)
        {
            scheme = rest[..length].ToLowerInvariant();
            if (scheme is not ("rtsp" or "rtsps"))
                return null;
            rest = rest[(length + 3)..];
        }

        int at = EndOfUserInfo(rest);
        string? userInfo = at < 0 ? null : rest[..at];
        rest = rest[(at + 1)..];
        int end = rest.AsSpan().IndexOfAny('/', '?', '#');
        string path = end < 0 ? "" : Escape(rest[end..].Split('#')[0]);
        int fallback = scheme == "rtsps" ? DefaultTlsPort : DefaultPort;
        if (!TryHost(end < 0 ? rest : rest[..end], fallback, out string host, out int port))
            return null;
        string[] credentials = userInfo?.Split(':', 2) ?? [];
        return new RtspAddress
        {
            IsTls = scheme == "rtsps",
            Host = host,
            Port = port,
            Path = path,
            User = credentials.Length > 0 ? Uri.UnescapeDataString(credentials[0]) : null,
            Password = credentials.Length > 1 ? Uri.UnescapeDataString(credentials[1]) : null,
        };
    }

    /// <summary>The same host with the path of a <c>Content-Base</c> or a session's <c>a=control</c>; itself when that names no path.</summary>
    public RtspAddress Rebase(string? url)
    {
        string? path = url is null ? null : PathOf(url);
        return path is null ? this : this with { Path = path };
    }

    /// <summary>
    /// The URLs that a track may have, likeliest first: the control appended to the base, as all cameras mean it, then joined by RFC 3986.
    /// </summary>
    /// <param name="control">The track's <c>a=control</c>.</param>
    public IReadOnlyList<string> TrackUrls(string? control)
    {
        if (string.IsNullOrEmpty(control) || control == "*")
            return [Url];
        if (SchemeLength(control) > 0)
            return [(this with { Path = PathOf(control) ?? Path }).Url];
        string appended = Url + (control[0] == '?' || Url.EndsWith('/') ? control.TrimStart('/') : "/" + control.TrimStart('/'));
        string directory = Path.Split('?')[0];
        string joined = control[0] == '/' ? control : directory[..(directory.LastIndexOf('/') + 1)].TrimEnd('/') + (control[0] == '?' ? control : "/" + control);
        string standard = (this with { Path = joined }).Url;
        bool isWholePath = control[0] == '/' && directory.Length > 1 && control.StartsWith(directory, StringComparison.Ordinal);
        return appended == standard ? [appended] : isWholePath ? [standard, appended] : [appended, standard];
    }

    private static int SchemeLength(string text)
    {
        int length = text.IndexOf("://", StringComparison.Ordinal);
        return length > 0 && text.AsSpan(0, length).IndexOfAnyExcept(SchemeCharacters) < 0 ? length : 0;
    }

    private static readonly System.Buffers.SearchValues<char> SchemeCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    private static string? PathOf(string url)
    {
        while (SchemeLength(url) is > 0 and int length)
        {
            url = url[(length + 3)..];
            int slash = url.AsSpan().IndexOfAny('/', '?');
            if (SchemeLength(url) == 0)
                return slash < 0 ? "" : url[slash..];
        }

        return url.StartsWith('/') ? url : null;
    }

    /// <summary>Where the last @ before the path is. A password may contain what usually ends the host, if no host with a port is before it.</summary>
    private static int EndOfUserInfo(string rest)
    {
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        string authority = slash < 0 ? rest : rest[..slash];
        int at = authority.LastIndexOf('@');
        int colon = authority.IndexOf(':', StringComparison.Ordinal);
        int query = authority.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0 && (colon < 0 || colon > query))
            return authority.LastIndexOf('@', query);
        string host = authority[(at + 1)..];
        if (host.EndsWith(':') || !TryHost(host, DefaultPort, out _, out _))
            return colon > 0 ? Math.Max(at, rest.LastIndexOf('@')) : at;
        return at;
    }

    private static bool TryHost(string text, int fallback, out string host, out int port)
    {
        (host, port) = (text, fallback);
        int colon = text.LastIndexOf(':');
        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is > 0 and int end)
        {
            host = text[1..end];
            return IPAddress.TryParse(host, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6
                && (end == text.Length - 1 || (text[end + 1] == ':' && TryPort(text[(end + 2)..], ref port)));
        }

        if (colon >= 0 && text.IndexOf(':', StringComparison.Ordinal) != colon)
            return IPAddress.TryParse(text, out _);
        if (colon >= 0)
            host = text[..colon];
        return host.Length > 0 && host.AsSpan().IndexOfAnyInRange('\0', ' ') < 0 && (colon < 0 || colon == text.Length - 1 || TryPort(text[(colon + 1)..], ref port));
    }

    private static bool TryPort(string text, ref int port)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) || value is < 1 or > ushort.MaxValue)
            return false;
        port = value;
        return true;
    }

    private static string Escape(string path)
    {
        if (path.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0)
            return path;
        StringBuilder text = new();
        foreach (byte b in Encoding.UTF8.GetBytes(path))
            text.Append(b is > (byte)' ' and <= (byte)'~' ? ((char)b).ToString() : $"%{b:X2}");
        return text.ToString();
    }
}
