namespace FalconEye.Rtsp.Client;

/// <summary>Why a camera cannot be read.</summary>
public enum RtspFailure
{
    /// <summary>No connection: refused, no route, unknown host, no answer to the connection attempt, or TLS failed.</summary>
    Unreachable,

    /// <summary>The camera wants other credentials (401, 403), or uses a scheme that is not supported.</summary>
    Unauthorized,

    /// <summary>The address exists at no such path (404 and the like).</summary>
    NotFound,

    /// <summary>The stream has no video.</summary>
    NoVideo,

    /// <summary>The stream has video, but in a codec or transport that this client does not support.</summary>
    Unsupported,

    /// <summary>The camera refuses for another reason, such as no more sessions.</summary>
    Refused,

    /// <summary>The connection is open, but nothing arrives.</summary>
    Silent,

    /// <summary>The camera closed the connection or ended the session.</summary>
    Closed,

    /// <summary>The camera sends what is not RTSP, or exceeds a limit.</summary>
    Protocol,
}
