using System.Globalization;

namespace FalconEye.Rtsp.Messages;

/// <summary>What a camera answers to SETUP in its <c>Transport</c> header (RFC 2326, section 12.39).</summary>
internal sealed record TransportHeader
{
    /// <summary>Whether packets come over the RTSP connection. Some cameras name the channels and forget the <c>/TCP</c>.</summary>
    public bool IsInterleaved { get; init; }

    /// <summary>The channel of RTP; <see langword="null"/> when the camera names none.</summary>
    public byte? RtpChannel { get; init; }

    /// <summary>The channel of RTCP; <see langword="null"/> when the camera names none.</summary>
    public byte? RtcpChannel { get; init; }

    /// <summary>The camera's port for RTP; <see langword="null"/> when it names none, or 0.</summary>
    public int? ServerRtpPort { get; init; }

    /// <summary>The camera's port for RTCP; <see langword="null"/> when it names none, or 0.</summary>
    public int? ServerRtcpPort { get; init; }

    /// <summary>The synchronisation source that the camera promises; often wrong or garbage.</summary>
    public uint? Source { get; init; }

    /// <summary>Reads the header; what is not understood is skipped.</summary>
    public static TransportHeader Parse(string? value)
    {
        string first = (value ?? "").Split(',', 2)[0];
        string[] parts = first.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        TransportHeader header = new() { IsInterleaved = parts.Length > 0 && parts[0].Contains("TCP", StringComparison.OrdinalIgnoreCase) };
        foreach (string part in parts)
        {
            string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            if (pair.Length == 2)
                header = header.With(pair[0].ToLowerInvariant(), pair[1]);
        }

        return header;
    }

    private static (int First, int? Second)? Range(string value, int maximum)
    {
        string[] ends = value.Split('-', 2, StringSplitOptions.TrimEntries);
        if (!IsNumber(ends[0], maximum, out int first))
            return null;
        return (first, ends.Length == 2 && IsNumber(ends[1], maximum, out int second) ? second : null);
    }

    private static bool IsNumber(string text, int maximum, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= maximum;

    private TransportHeader With(string key, string value) => key switch
    {
        "interleaved" when Range(value, byte.MaxValue) is { } channels =>
            this with { IsInterleaved = true, RtpChannel = (byte)channels.First, RtcpChannel = (byte?)channels.Second },
        "server_port" when Range(value, ushort.MaxValue) is { First: > 0 } ports =>
            this with { ServerRtpPort = ports.First, ServerRtcpPort = ports.Second is > 0 ? ports.Second : ports.First + 1 },
        "ssrc" when uint.TryParse(value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint source) => this with { Source = source },
        _ => this,
    };
}
