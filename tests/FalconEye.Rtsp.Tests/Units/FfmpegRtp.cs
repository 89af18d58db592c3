using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using FalconEye.TestKit;

namespace FalconEye.Rtsp.Tests.Units;

/// <summary>The RTP packets that FFmpeg makes of a stream, received over loopback.</summary>
internal static class FfmpegRtp
{
    /// <summary>A packet.</summary>
    internal sealed record Packet(byte[] Payload, long Timestamp, bool Marker);

    /// <summary>Has FFmpeg send a stream and receives it whole.</summary>
    /// <param name="folder">Where the session description goes.</param>
    /// <param name="arguments">What comes between FFmpeg's general options and the output.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The packets, and what follows the payload type in <c>a=fmtp</c>.</returns>
    internal static async Task<(IReadOnlyList<Packet> Packets, string? Fmtp)> ReceiveAsync(
        TemporaryFolder folder, string[] arguments, CancellationToken cancellation)
    {
        const int ReceiveBuffer = 8 * 1024 * 1024;
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = ReceiveBuffer };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var receiving = ReadAsync(socket, ended.Token);
        await Tool.OutputOfAsync(
            "ffmpeg",
            ["-v", "error", "-nostdin", "-re", .. arguments, "-sdp_file", folder["sdp"], "-f", "rtp", $"rtp://127.0.0.1:{port}?pkt_size=1200"],
            cancellation);
        while (socket.Available > 0)
        {
            await Task.Yield();
        }

        await ended.CancelAsync();
        var description = await File.ReadAllLinesAsync(folder["sdp"], cancellation);
        var fmtp = description.FirstOrDefault(line => line.StartsWith("a=fmtp:", StringComparison.Ordinal));
        return (await receiving, fmtp?[(fmtp.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
    }

    private static async Task<List<Packet>> ReadAsync(Socket socket, CancellationToken cancellation)
    {
        const int HeaderLength = 12;
        List<Packet> packets = [];
        var buffer = new byte[65_536];
        try
        {
            while (true)
            {
                var length = await socket.ReceiveAsync(buffer, cancellation);

                // RTCP comes to the same port.
                if (length > HeaderLength && (buffer[1] & 0x7F) is not (>= 72 and <= 76))
                {
                    packets.Add(new Packet(buffer[HeaderLength..length], BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(4)), (buffer[1] & 0x80) != 0));
                }
            }
        }
        catch (OperationCanceledException)
        {
            return packets;
        }
    }
}
