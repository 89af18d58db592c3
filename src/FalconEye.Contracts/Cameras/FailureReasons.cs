namespace FalconEye.Contracts.Cameras;

/// <summary>Why a source gives no video: the values of <see cref="ProbeResult.Reason"/>.</summary>
public static class FailureReasons
{
    /// <summary>The camera wants other credentials (401 or 403).</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>Nothing listens on the port.</summary>
    public const string Refused = "refused";

    /// <summary>It did not answer, or sent no frame, in time.</summary>
    public const string Timeout = "timeout";

    /// <summary>The camera answers and does not know the path (404).</summary>
    public const string NotFound = "not_found";

    /// <summary>It sends something, and no video.</summary>
    public const string NoVideo = "no_video";

    /// <summary>It sends video that FFmpeg cannot decode.</summary>
    public const string UnsupportedCodec = "unsupported_codec";

    /// <summary>No way to the host: unknown name, no route.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>Anything else.</summary>
    public const string Failed = "failed";
}
