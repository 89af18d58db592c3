namespace FalconEye.Rtsp.Client;

/// <summary>A camera cannot be read. The message is a sentence for the user and contains no credentials.</summary>
public sealed class RtspException : Exception
{
    /// <summary>Describes a failure.</summary>
    public RtspException(RtspFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>The kind of failure.</summary>
    public RtspFailure Failure { get; }

    /// <summary>The status code of the response that caused it; 0 when none did.</summary>
    public int StatusCode { get; init; }

    /// <summary>
    /// Whether another client may succeed where this one does not: the camera answers, but uses what this client does not support or understand.
    /// </summary>
    public bool IsUnsupported => Failure is RtspFailure.Unsupported or RtspFailure.Protocol;
}
