using System.Globalization;
using System.Text;

namespace FalconEye.Rtsp.Sdp;

/// <summary>
/// A session description (RFC 8866), as far as a camera's streams need it. Read without regard to the order of the lines and to what else is in them:
/// every camera breaks the standard in another place. Never fails; bounded by the message that carries it.
/// </summary>
internal sealed class SessionDescription
{
    private const int MaximumMedia = 64;
    private const int MaximumFormats = 64;

    /// <summary>What a section without a protocol means: the one that all cameras use.</summary>
    private const string AssumedProtocol = "RTP/AVP";

    /// <summary>Media, port and protocol.</summary>
    private const int WordsBeforeTypes = 3;

    /// <summary>The media sections, in order.</summary>
    public List<MediaDescription> Media { get; } = [];

    /// <summary>The session's <c>a=control</c>; <see langword="null"/> without one.</summary>
    public string? Control { get; private set; }

    /// <summary>Reads a description.</summary>
    /// <param name="text">Its bytes, in any 8-bit character set.</param>
    public static SessionDescription Parse(ReadOnlySpan<byte> text)
    {
        SessionDescription session = new();
        foreach (string raw in Encoding.Latin1.GetString(text).Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            string line = raw.Trim();
            if (line.StartsWith("m=", StringComparison.OrdinalIgnoreCase))
                session.AddMedia(line[2..]);
            else if (line.StartsWith("a=", StringComparison.OrdinalIgnoreCase))
                session.AddAttribute(line[2..].Trim());
            if (session.Media.Count >= MaximumMedia)
                break;
        }

        return session;
    }

    /// <summary>The <c>a=fmtp</c> of a payload type: of the section, else of any other, since some cameras put it there.</summary>
    public string? FormatOf(MediaDescription media, int payloadType) =>
        media.Formats.GetValueOrDefault(payloadType) ?? Media.Select(other => other.Formats.GetValueOrDefault(payloadType)).FirstOrDefault(value => value is not null);

    private static (int PayloadType, string Value)? Numbered(string value)
    {
        string[] parts = value.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int type) && type < 128 ? (type, parts[1]) : null;
    }

    /// <summary>Two numbers, as in <c>1920,1080</c> (Axis) and <c>1920-1080</c> (RFC 6064).</summary>
    private static (int Width, int Height)? ParseSize(string value)
    {
        string[] parts = value.Split([',', '-'], 2, StringSplitOptions.TrimEntries);
        return parts.Length == 2
            && ushort.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort width)
            && ushort.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out ushort height)
                ? (width, height)
                : null;
    }

    /// <summary>Whether a word of an <c>m=</c> line is the protocol. The media, ports and payload types have no slash behind letters.</summary>
    private static bool IsProtocol(string word) => char.IsAsciiLetter(word[0]) && word.Contains('/', StringComparison.Ordinal);

    private void AddMedia(string value)
    {
        // The port may be missing, and the protocol too: what looks like the latter tells where the payload types begin.
        string[] words = value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        int protocol = words.Length > 1 ? Array.FindIndex(words, 1, IsProtocol) : -1;
        MediaDescription media = new() { Media = words.Length > 0 ? words[0].ToLowerInvariant() : "", Protocol = protocol < 0 ? AssumedProtocol : words[protocol] };
        foreach (string word in words.Skip(protocol < 0 ? WordsBeforeTypes - 1 : protocol + 1).Take(MaximumFormats))
        {
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int type) && type < 128)
                media.PayloadTypes.Add(type);
        }

        Media.Add(media);
    }

    private void AddAttribute(string attribute)
    {
        int colon = attribute.IndexOf(':', StringComparison.Ordinal);
        string name = (colon < 0 ? attribute : attribute[..colon]).Trim().ToLowerInvariant();
        string value = colon < 0 ? "" : attribute[(colon + 1)..].Trim();
        MediaDescription? media = Media.LastOrDefault();
        if (name == "control" && media is null)
            Control = value;
        if (media is null)
            return;
        switch (name)
        {
            case "control":
                media.Control = value;
                break;
            case "sendonly":
                media.IsSendOnly = true;
                break;
            case "x-dimensions" when ParseSize(value) is { } size:
                media.Size = size;
                break;
            case "framesize" when Numbered(value) is { } numbered && ParseSize(numbered.Value) is { } size:
                media.Size = size;
                break;
            case "rtpmap" when Numbered(value) is { } map && media.Maps.Count < MaximumFormats:
                media.Maps.TryAdd(map.PayloadType, map.Value);
                break;
            case "fmtp" when Numbered(value) is { } format && media.Formats.Count < MaximumFormats:
                media.Formats.TryAdd(format.PayloadType, format.Value);
                break;
            default:
                break;
        }
    }
}
