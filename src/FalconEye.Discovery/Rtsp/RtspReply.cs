namespace FalconEye.Discovery.Rtsp;

/// <summary>An RTSP server's answer (RFC 2326, section 7).</summary>
/// <param name="Status">Its code: 200, 401, 404 and so on.</param>
/// <param name="Fields">Its header fields, by name in any case.</param>
/// <param name="Body">What it sent with it, at most 64 kB.</param>
internal sealed record RtspReply(int Status, IReadOnlyDictionary<string, string> Fields, string Body)
{
    /// <summary>What the server says of itself: its name and the realm of its password.</summary>
    internal string Words => $"{Fields.GetValueOrDefault("Server")} {Fields.GetValueOrDefault("WWW-Authenticate")}";
}
