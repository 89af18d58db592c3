using FalconEye.Rtsp.Client;

namespace FalconEye.Rtsp.Rtp;

/// <summary>What to do with a packet's synchronisation source.</summary>
internal enum SourceStep
{
    /// <summary>The stream's own.</summary>
    Own,

    /// <summary>Another one, which is the stream's own from now on.</summary>
    Changed,

    /// <summary>A stranger, such as a session that the camera forgot to end.</summary>
    Foreign,
}

/// <summary>Tells the packets of a stream from those of others on the same channel or port.</summary>
/// <param name="promised">The source that the answer to SETUP names; often wrong, so that it only decides between two.</param>
/// <param name="time">The clock.</param>
internal sealed class SourceFilter(uint? promised, TimeProvider time)
{
    private uint? _own;
    private long _seen;

    /// <summary>The stream's own source; <see langword="null"/> before the first packet.</summary>
    public uint? Own => _own;

    /// <summary>Takes the source of a packet.</summary>
    public SourceStep Next(uint source, long arrival)
    {
        if (_own is { } own && own != source)
        {
            bool isPromised = source == promised;
            if (!isPromised && time.GetElapsedTime(_seen, arrival) < Leniency.SourceChange)
                return SourceStep.Foreign;
            (_own, _seen) = (source, arrival);
            return SourceStep.Changed;
        }

        (_own, _seen) = (source, arrival);
        return SourceStep.Own;
    }

    /// <summary>A source has said goodbye (RTCP BYE): the next one may follow at once.</summary>
    public void Left(uint source)
    {
        if (_own == source)
            _own = null;
    }
}
