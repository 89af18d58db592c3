namespace FalconEye.Media.Ffmpeg;

/// <summary>What FFmpeg has asked a camera for so far: after PLAY it follows no redirect any more, and packets come.</summary>
internal sealed class RtspRequests
{
    private volatile bool _hasPlayed;

    /// <summary>True once PLAY was asked for.</summary>
    internal bool HasPlayed => _hasPlayed;

    /// <summary>Looks at bytes that FFmpeg has sent. It sends each request in one part.</summary>
    internal void Note(ReadOnlySpan<byte> bytes)
    {
        if (!_hasPlayed && bytes.IndexOf("PLAY rtsp"u8) >= 0)
        {
            _hasPlayed = true;
        }
    }
}
