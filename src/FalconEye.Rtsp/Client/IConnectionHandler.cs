using FalconEye.Rtsp.Messages;

namespace FalconEye.Rtsp.Client;

/// <summary>Receives what arrives on a connection besides the awaited response. Called by the connection's reading loop.</summary>
internal interface IConnectionHandler
{
    /// <summary>Takes an interleaved frame.</summary>
    /// <param name="channel">Its channel.</param>
    /// <param name="packet">An RTP or RTCP packet; valid during the call only.</param>
    /// <param name="arrival">When it arrived.</param>
    void OnFrame(byte channel, ReadOnlySpan<byte> packet, long arrival);

    /// <summary>Takes a response that no caller waits for: to a keep-alive.</summary>
    void OnResponse(RtspMessage response);
}
