namespace FalconEye.Rtsp.Client;

/// <summary>How RTP packets travel.</summary>
public enum RtspTransport
{
    /// <summary>Over the RTSP connection; by UDP when the camera refuses that with 461.</summary>
    Automatic,

    /// <summary>Over the RTSP connection only (RFC 2326, section 10.12).</summary>
    Tcp,

    /// <summary>By UDP; over the RTSP connection when no packet arrives within 3 s.</summary>
    Udp,
}
