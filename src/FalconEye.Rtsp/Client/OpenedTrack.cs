namespace FalconEye.Rtsp.Client;

/// <summary>A track after SETUP: where its packets come from.</summary>
/// <param name="Receiver">Takes its packets.</param>
/// <param name="RtpChannel">The RTP channel of the connection; unused by UDP.</param>
/// <param name="RtcpChannel">The RTCP channel of the connection; unused by UDP.</param>
/// <param name="AskedChannel">The RTP channel that was asked for: some cameras name another one and use this all the same.</param>
/// <param name="Ports">The ports by UDP; <see langword="null"/> for packets over the connection.</param>
internal sealed record OpenedTrack(TrackReceiver Receiver, byte RtpChannel, byte RtcpChannel, byte AskedChannel, UdpPorts? Ports);
