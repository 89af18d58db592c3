using System.Globalization;
using System.Text;

namespace FalconEye.Media.Http;

/// <summary>
/// The head of a camera's HTTP response, read leniently: cameras send status lines without a version or a reason, header lines without a name,
/// and any case. What cannot be read is skipped; only the number of lines and their length are limited.
/// </summary>
internal sealed class HttpHead
{
    private const int MaxHeaders = 200;
    private const int MaxValueLength = 8 * 1024;

    private readonly List<(string Name, string Value)> _headers = [];

    private HttpHead(int status, string reason, bool isOld) => (Status, Reason, IsOld) = (status, reason, isOld);

    /// <summary>The status code; 200 for a response without a status line (HTTP/0.9).</summary>
    internal int Status { get; }

    /// <summary>The words behind it; empty when there are none.</summary>
    internal string Reason { get; }

    /// <summary>Whether the server speaks something older than HTTP/1.1, which closes the connection after each response unless it says otherwise.</summary>
    internal bool IsOld { get; }

    /// <summary>The media type in lower case without parameters; empty when none is given.</summary>
    internal string MediaType => (Value("Content-Type") ?? "").Split(';', 2)[0].Trim().ToLowerInvariant();

    /// <summary>Whether the body is a stream of parts, as Motion JPEG is.</summary>
    internal bool IsMultipart => MediaType.StartsWith("multipart/", StringComparison.Ordinal);

    /// <summary>The body's length in bytes; <see langword="null"/> when none, or none that can be read, is given.</summary>
    internal long? ContentLength =>
        long.TryParse(Value("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;

    /// <summary>Whether the body comes in chunks (RFC 9112, section 7.1).</summary>
    internal bool IsChunked => Value("Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>Whether the server keeps the connection open after this response.</summary>
    internal bool KeepsAlive => Value("Connection") is { } connection
        ? connection.Contains("keep-alive", StringComparison.OrdinalIgnoreCase)
            || (!IsOld && !connection.Contains("close", StringComparison.OrdinalIgnoreCase))
        : !IsOld;

    /// <summary>Whether the status is one of success.</summary>
    internal bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Whether another head follows, which is the response (RFC 9110, section 15.2).</summary>
    internal bool IsInterim => Status is >= 100 and < 200;

    /// <summary>Whether the body is compressed, although no request asks for that.</summary>
    internal bool IsCompressed => Value("Content-Encoding")?.Contains("gzip", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether the status sends the client elsewhere.</summary>
    internal bool IsRedirect => Status is 301 or 302 or 303 or 307 or 308;

    /// <summary>A response that begins with its body.</summary>
    internal static HttpHead Missing() => new(200, "", isOld: true);

    /// <summary>Whether bytes can be the beginning of a status line.</summary>
    /// <param name="start">The first bytes of a response, four at least.</param>
    internal static bool CanBegin(ReadOnlySpan<byte> start) =>
        Ascii.EqualsIgnoreCase(start[..4], "HTTP"u8) || Ascii.EqualsIgnoreCase(start[..4], "ICY "u8) || Ascii.EqualsIgnoreCase(start[..4], "RTSP"u8);

    /// <summary>Reads a head.</summary>
    /// <param name="bytes">The status line and the header lines.</param>
    internal static HttpHead Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split('\n');
        var head = ParseStatus(lines[0].Trim());
        foreach (var line in lines.Skip(1).Take(MaxHeaders))
        {
            head.Add(line.TrimEnd('\r'));
        }

        return head;
    }

    /// <summary>The first header of a name.</summary>
    internal string? Value(string name) => Values(name).FirstOrDefault();

    /// <summary>All headers of a name, in order.</summary>
    internal IEnumerable<string> Values(string name) =>
        _headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);

    private static HttpHead ParseStatus(string line)
    {
        var parts = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var isStatus = parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        var status = isStatus ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 200;
        var isOld = !parts.FirstOrDefault("").Equals("HTTP/1.1", StringComparison.OrdinalIgnoreCase);
        return new HttpHead(status, parts.ElementAtOrDefault(2) ?? "", isOld);
    }

    private void Add(string line)
    {
        var isContinuation = line.Length > 0 && line[0] is ' ' or '\t';
        if (isContinuation && _headers.Count > 0)
        {
            var (name, value) = _headers[^1];
            _headers[^1] = (name, Limit($"{value} {line.Trim()}"));
            return;
        }

        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
        {
            _headers.Add((line[..colon].Trim(), Limit(line[(colon + 1)..].Trim())));
        }
    }

    private static string Limit(string value) => value.Length > MaxValueLength ? value[..MaxValueLength] : value;
}
