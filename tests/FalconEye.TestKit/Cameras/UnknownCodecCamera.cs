using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using FalconEye.TestKit.Networks;

namespace FalconEye.TestKit.Cameras;

/// <summary>An RTSP camera of which only the conversation is real: its video has a codec that no one has heard of.</summary>
public sealed class UnknownCodecCamera : IAsyncDisposable
{
    private const string Description =
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 X-UNHEARD-OF/90000\r\na=control:track0\r\n";

    private const int InterleavedHead = 4;
    private const int RtpHead = 12;
    private const int PayloadBytes = 500;
    private const int PayloadType = 96;
    private const uint TicksPerFrame = 3600;
    private static readonly TimeSpan FramePause = TimeSpan.FromMilliseconds(40);

    private readonly ConversationServer _server = ConversationServer.Start(ConverseAsync);

    /// <summary>Its stream.</summary>
    public Uri Url => new($"rtsp://127.0.0.1:{_server.EndPoint.Port}/stream");

    /// <summary>Closes all connections.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task ConverseAsync(NetworkStream viewer, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(viewer, leaveOpen: true);
        await using var writer = new StreamWriter(viewer, leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        var (method, sequence) = ("", "");
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            method = method.Length == 0 ? line.Split(' ')[0] : method;
            sequence = line.StartsWith("CSeq", StringComparison.OrdinalIgnoreCase) ? line : sequence;
            if (line.Length == 0)
            {
                await writer.WriteAsync(Answer(method, sequence).AsMemory(), cancellationToken);
                if (method == "PLAY")
                {
                    await PlayAsync(viewer, cancellationToken);
                }

                (method, sequence) = ("", "");
            }
        }
    }

    /// <summary>Sends RTP packets within the RTSP connection (RFC 2326, section 10.12) until the viewer leaves.</summary>
    private static async Task PlayAsync(NetworkStream viewer, CancellationToken cancellationToken)
    {
        var packet = new byte[InterleavedHead + RtpHead + PayloadBytes];
        packet[0] = (byte)'$';
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), RtpHead + PayloadBytes);
        (packet[4], packet[5]) = (0x80, 0x80 | PayloadType);
        for (uint number = 0; ; number++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), (ushort)number);
            BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), number * TicksPerFrame);
            await viewer.WriteAsync(packet, cancellationToken);
            await Task.Delay(FramePause, cancellationToken);
        }
    }

    private static string Answer(string method, string sequence)
    {
        var (headers, body) = method switch
        {
            "OPTIONS" => ("Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n", ""),
            "DESCRIBE" => ("Content-Type: application/sdp\r\n", Description),
            "SETUP" => ("Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n", ""),
            _ => ("Session: 1\r\n", ""),
        };
        return string.Create(CultureInfo.InvariantCulture, $"RTSP/1.0 200 OK\r\n{sequence}\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}");
    }
}
