namespace FalconEye.Streaming.Video;

/// <summary>What a message of live video holds. The numbers are on the wire, from relay to API and from API to browser.</summary>
public enum VideoMessageKind : byte
{
    /// <summary>The codecs, and the MP4 that comes before the first fragment.</summary>
    Init = 0,

    /// <summary>A fragment with one frame that decoding can start with.</summary>
    Keyframe = 1,

    /// <summary>A fragment with one frame that needs those before it.</summary>
    Delta = 2,

    /// <summary>How many frames a slow viewer has missed before the keyframe that follows: 4 bytes, big endian.</summary>
    Missed = 3,

    /// <summary>A fragment with one packet of sound.</summary>
    Audio = 4,
}
