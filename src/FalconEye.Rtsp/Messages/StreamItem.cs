namespace FalconEye.Rtsp.Messages;

/// <summary>What is at the start of received bytes.</summary>
internal enum StreamItemKind
{
    /// <summary>More bytes are needed.</summary>
    Incomplete,

    /// <summary>An interleaved frame (RFC 2326, section 10.12).</summary>
    Frame,

    /// <summary>A message.</summary>
    Message,

    /// <summary>Line ends between messages and frames.</summary>
    Blank,

    /// <summary>Bytes that are neither; skipped.</summary>
    Garbage,
}

/// <summary>One item at the start of received bytes.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">How many bytes it takes.</param>
/// <param name="Channel">The channel of a frame.</param>
/// <param name="Message">The message.</param>
internal readonly record struct StreamItem(StreamItemKind Kind, int Length, byte Channel = 0, RtspMessage? Message = null)
{
    /// <summary>The length of a frame's header: dollar sign, channel, length.</summary>
    public const int FrameHeaderLength = 4;
}
