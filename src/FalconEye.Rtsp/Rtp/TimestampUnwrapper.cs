namespace FalconEye.Rtsp.Rtp;

/// <summary>Extends RTP's 32-bit timestamps, which wrap after 13 hours of video, to 64 bits.</summary>
internal sealed class TimestampUnwrapper
{
    private long? _last;

    /// <summary>Extends the timestamp of a packet: the value nearest to that of the packet before.</summary>
    public long Next(uint timestamp)
    {
        long value = Near(timestamp);
        _last = value;
        return value;
    }

    /// <summary>Extends a timestamp that is no packet's own, such as a sender report's.</summary>
    public long Near(uint timestamp) => _last is { } last ? last + (int)(timestamp - (uint)last) : timestamp;
}
