namespace FalconEye.Streaming;

/// <summary>The multipart stream that cameras speak (<c>multipart/x-mixed-replace</c>, RFC 2046 section 5.1 for the parts).</summary>
public static class MultipartFormat
{
    /// <summary>The content type of the stream.</summary>
    public const string ContentType = "multipart/x-mixed-replace; boundary=frame";

    /// <summary>The part header with the capture time, in microseconds since 1970.</summary>
    public const string TimestampHeader = "X-Timestamp";

    /// <summary>What the stream begins with.</summary>
    internal static ReadOnlySpan<byte> Start => "--frame\r\n"u8;

    /// <summary>What follows each frame.</summary>
    internal static ReadOnlySpan<byte> PartEnd => "\r\n--frame\r\n"u8;
}
