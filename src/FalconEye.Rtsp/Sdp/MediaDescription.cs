namespace FalconEye.Rtsp.Sdp;

/// <summary>One <c>m=</c> section of a session description.</summary>
internal sealed class MediaDescription
{
    /// <summary>The media type, such as <c>video</c>, in lower case.</summary>
    public required string Media { get; init; }

    /// <summary>The transport protocol, such as <c>RTP/AVP</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>The payload types of the <c>m=</c> line, in order of preference.</summary>
    public List<int> PayloadTypes { get; } = [];

    /// <summary><c>a=rtpmap</c> by payload type: encoding name, rate and channels.</summary>
    public Dictionary<int, string> Maps { get; } = [];

    /// <summary><c>a=fmtp</c> by payload type.</summary>
    public Dictionary<int, string> Formats { get; } = [];

    /// <summary><c>a=control</c>; <see langword="null"/> without one.</summary>
    public string? Control { get; set; }

    /// <summary>The size of the video by <c>a=x-dimensions</c> or <c>a=framesize</c>; 0 without either. A hint: the stream itself counts.</summary>
    public (int Width, int Height) Size { get; set; }

    /// <summary>Whether the section is marked <c>a=sendonly</c>: from the client to the camera, if the camera means what it says.</summary>
    public bool IsSendOnly { get; set; }

    /// <summary>Whether RTP without encryption carries it. <c>TCP/RTP/AVP</c> and <c>RTP/AVP/TCP</c> are cameras' own names for the usual one.</summary>
    public bool IsPlainRtp => Protocol.Contains("RTP/AVP", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether RTP is encrypted with SRTP.</summary>
    public bool IsSecureRtp => Protocol.Contains("SAVP", StringComparison.OrdinalIgnoreCase);
}
