using System.Net;
using System.Net.Sockets;

namespace FalconEye.Rtsp.Server;

/// <summary>The two ports from which one track is sent in datagrams.</summary>
internal sealed class DatagramPorts : IDisposable
{
    private readonly Socket _rtp;
    private readonly Socket _rtcp;

    private DatagramPorts(Socket rtp, Socket rtcp) => (_rtp, _rtcp) = (rtp, rtcp);

    /// <summary>The port that RTP comes from.</summary>
    internal int RtpPort => ((IPEndPoint)_rtp.LocalEndPoint!).Port;

    /// <summary>The port that reports come from.</summary>
    internal int RtcpPort => ((IPEndPoint)_rtcp.LocalEndPoint!).Port;

    /// <summary>Opens ports to a player's. They lead to the host of its connection only, so that no one is flooded at another's request.</summary>
    internal static DatagramPorts Open(IPAddress here, IPAddress there, int rtp, int rtcp)
    {
        var first = Connect(here, there, rtp);
        try
        {
            return new DatagramPorts(first, Connect(here, there, rtcp));
        }
        catch
        {
            first.Dispose();
            throw;
        }
    }

    /// <summary>Sends a datagram. One that cannot be sent is lost, as others are on their way.</summary>
    internal async ValueTask SendAsync(ReadOnlyMemory<byte> packet, bool isReport, CancellationToken cancellationToken)
    {
        try
        {
            await (isReport ? _rtcp : _rtp).SendAsync(packet, SocketFlags.None, cancellationToken);
        }
        catch (SocketException)
        {
            // The player's port is closed: the end of its connection is what counts.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    private static Socket Connect(IPAddress here, IPAddress there, int port)
    {
        var socket = new Socket(here.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(here, 0));
            socket.Connect(there, port);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
