using System.Net;
using System.Net.Sockets;
using FalconEye.Rtsp.Rtp;

namespace FalconEye.Rtsp.Client;

/// <summary>The pair of UDP ports on which a track's RTP and RTCP arrive (RFC 3550, section 11).</summary>
internal sealed class UdpPorts : IDisposable
{
    /// <summary>Larger than any datagram: some cameras send 10,000 bytes and more.</summary>
    private const int DatagramLength = 64 * 1024;

    private const int ReceiveBuffer = 1024 * 1024;
    private const int BindAttempts = 32;

    private readonly Socket _rtp;
    private readonly Socket _rtcp;
    private readonly TimeProvider _time;
    private readonly ReorderBuffer _reorder;
    private IPAddress _camera = IPAddress.None;
    private int? _cameraRtp;
    private int? _cameraRtcp;

    private UdpPorts(Socket rtp, Socket rtcp, TimeProvider time) =>
        (_rtp, _rtcp, _time, _reorder) = (rtp, rtcp, time, new ReorderBuffer(time));

    /// <summary>The even port; RTCP's is the next one.</summary>
    public int RtpPort => ((IPEndPoint)_rtp.LocalEndPoint!).Port;

    /// <summary>Binds a free pair on the address that the camera has been reached from.</summary>
    /// <exception cref="RtspException">No pair is free.</exception>
    public static UdpPorts Bind(IPAddress local, TimeProvider time)
    {
        for (int attempt = 0; attempt < BindAttempts; attempt++)
        {
            Socket rtp = new(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = ReceiveBuffer };
            Socket rtcp = new(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                rtp.Bind(new IPEndPoint(local, 0));
                int port = ((IPEndPoint)rtp.LocalEndPoint!).Port;
                if (port % 2 == 0)
                {
                    rtcp.Bind(new IPEndPoint(local, port + 1));
                    return new UdpPorts(rtp, rtcp, time);
                }
            }
            catch (SocketException)
            {
                // Another program has the second port.
            }

            rtp.Dispose();
            rtcp.Dispose();
        }

        throw new RtspException(RtspFailure.Unsupported, "No pair of UDP ports is free.");
    }

    /// <summary>Learns where the camera sends from. Packets from other addresses are dropped, other ports are accepted.</summary>
    public void Connect(IPAddress camera, int? rtpPort, int? rtcpPort) => (_camera, _cameraRtp, _cameraRtcp) = (camera, rtpPort, rtcpPort);

    /// <summary>Sends a packet from each port, so that a firewall lets the camera's through. Its refusal does no harm.</summary>
    public async Task PunchAsync(CancellationToken cancellationToken)
    {
        byte[] empty = [0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        await SendAsync(_rtp, _cameraRtp, empty, cancellationToken);
        await SendReportAsync([0x80, 201, 0, 1, 0, 0, 0, 0], cancellationToken);
    }

    /// <summary>Sends an RTCP packet. It comes from the RTCP port, since cameras look at that.</summary>
    public Task SendReportAsync(byte[] report, CancellationToken cancellationToken) => SendAsync(_rtcp, _cameraRtcp, report, cancellationToken);

    /// <summary>Receives RTP, in the order of its sequence numbers, until the token is cancelled.</summary>
    /// <param name="receiver">Takes the packets, with the lock held.</param>
    /// <param name="dispatch">The lock under which all packets of a session are taken.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task ReceiveRtpAsync(TrackReceiver receiver, Lock dispatch, CancellationToken cancellationToken) =>
        ReceiveAsync(_rtp, (packet, arrival) =>
        {
            lock (dispatch)
                _reorder.Push(packet, arrival, receiver);
        }, cancellationToken);

    /// <summary>Receives RTCP until the token is cancelled.</summary>
    /// <inheritdoc cref="ReceiveRtpAsync"/>
    public Task ReceiveRtcpAsync(TrackReceiver receiver, Lock dispatch, CancellationToken cancellationToken) =>
        ReceiveAsync(_rtcp, (packet, arrival) =>
        {
            lock (dispatch)
                receiver.OnPacket(packet, arrival);
        }, cancellationToken);

    /// <summary>Gives up waiting for packets that are too late.</summary>
    public void Expire(TrackReceiver receiver, Lock dispatch)
    {
        lock (dispatch)
            _reorder.Expire(_time.GetTimestamp(), receiver);
    }

    /// <summary>Closes the ports.</summary>
    public void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    private async Task ReceiveAsync(Socket socket, PacketAction take, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[DatagramLength];
        SocketAddress from = new(socket.AddressFamily);
        SocketAddress camera = new IPEndPoint(_camera, 0).Serialize();
        while (true)
        {
            int count;
            try
            {
                count = await socket.ReceiveFromAsync(buffer, SocketFlags.None, from, cancellationToken);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset or SocketError.HostUnreachable)
            {
                // The camera's system has refused what was sent to it (ICMP). Its own packets still come.
                continue;
            }

            if (IsSameAddress(from, camera))
                take(buffer.AsSpan(0, count), _time.GetTimestamp());
        }
    }

    private static bool IsSameAddress(SocketAddress one, SocketAddress other)
    {
        Range address = one.Family == AddressFamily.InterNetworkV6 ? 8..24 : 4..8;
        return one.Family == other.Family && one.Buffer.Span[address].SequenceEqual(other.Buffer.Span[address]);
    }

    private async Task SendAsync(Socket socket, int? port, byte[] packet, CancellationToken cancellationToken)
    {
        if (port is not { } number)
            return;
        try
        {
            await socket.SendToAsync(packet, new IPEndPoint(_camera, number), cancellationToken);
        }
        catch (SocketException)
        {
            // A firewall or the camera refuses it: reports are a courtesy.
        }
    }

    private delegate void PacketAction(ReadOnlySpan<byte> packet, long arrival);
}
