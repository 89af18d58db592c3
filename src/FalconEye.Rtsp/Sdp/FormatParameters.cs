namespace FalconEye.Rtsp.Sdp;

/// <summary>One payload format of a media description: <c>a=rtpmap</c> and <c>a=fmtp</c> (RFC 8866, sections 6.6 and 6.15).</summary>
public sealed class FormatParameters
{
    private const int MaximumCount = 64;

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the parts of a format.</summary>
    /// <param name="payloadType">The RTP payload type, 0 to 127.</param>
    /// <param name="encodingName">The encoding name of <c>a=rtpmap</c>, such as <c>H264</c>.</param>
    /// <param name="clockRate">Ticks a second.</param>
    /// <param name="channels">Audio channels; 1 when the format names none.</param>
    /// <param name="fmtp">
    /// What follows the payload type in <c>a=fmtp</c>: pairs separated by semicolons. A pair without a key is skipped, the first of two with the same key counts.
    /// </param>
    public FormatParameters(int payloadType, string encodingName, int clockRate, int channels = 1, string? fmtp = null)
    {
        (PayloadType, EncodingName, ClockRate, Channels) = (payloadType, encodingName, clockRate, channels);
        foreach (Range range in fmtp.AsSpan().Split(';'))
        {
            if (_values.Count >= MaximumCount)
                break;
            ReadOnlySpan<char> pair = fmtp.AsSpan()[range].Trim();
            int equals = pair.IndexOf('=');
            ReadOnlySpan<char> key = equals < 0 ? pair : pair[..equals].TrimEnd();
            if (!key.IsEmpty)
                _values.TryAdd(key.ToString(), equals < 0 ? "" : pair[(equals + 1)..].Trim().Trim('"').ToString());
        }
    }

    /// <summary>The RTP payload type, 0 to 127.</summary>
    public int PayloadType { get; }

    /// <summary>The encoding name, such as <c>H264</c> or <c>MPEG4-GENERIC</c>, in the case in which the camera wrote it.</summary>
    public string EncodingName { get; }

    /// <summary>Ticks a second.</summary>
    public int ClockRate { get; }

    /// <summary>Audio channels; 1 when the format names none.</summary>
    public int Channels { get; }

    /// <summary>The value of a format parameter; <see langword="null"/> when it is absent, empty for a key without value.</summary>
    /// <param name="key">The key, in any case.</param>
    public string? this[string key] => _values.GetValueOrDefault(key);
}
