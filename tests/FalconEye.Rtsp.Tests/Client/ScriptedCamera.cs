using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FalconEye.TestKit.Networks;

namespace FalconEye.Rtsp.Tests.Client;

/// <summary>A request as the camera got it.</summary>
internal sealed record CameraRequest(string Method, string Url, IReadOnlyDictionary<string, string> Headers, int Connection)
{
    public string CSeq => Headers.GetValueOrDefault("CSeq", "0");

    public string? Authorization => Headers.GetValueOrDefault("Authorization");
}

/// <summary>An RTSP server whose answers a test replaces, and which cuts what it sends into parts.</summary>
internal sealed class ScriptedCamera : IAsyncDisposable
{
    public const string Video =
        "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z01AH9oBQBbsBEAAAAMAQAAAB4PGDKg=,aO88gA==\r\na=control:trackID=0\r\n";

    public const string Audio = "m=audio 0 RTP/AVP 8\r\na=control:trackID=1\r\n";
    private const string Session = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=scripted\r\nt=0 0\r\n";

    private readonly ConversationServer _server;
    private int _connections;

    public ScriptedCamera() => _server = ConversationServer.Start(ConverseAsync);

    /// <summary>Answers a request instead of the camera: the whole response, empty for none, "close" to close the connection instead, null for the usual one. One with <c>Connection: close</c> is the last.</summary>
    public Func<CameraRequest, string?> Answer { get; init; } = _ => null;

    /// <summary>The session description, without its first lines.</summary>
    public string Media { get; init; } = Video;

    /// <summary>The most bytes that are sent in one part.</summary>
    public int ChunkLength { get; init; } = int.MaxValue;

    /// <summary>Sent behind the answer to PLAY; the usual one is 20 frames, each tenth a keyframe.</summary>
    public byte[] Stream { get; init; } = [.. Enumerable.Range(0, 20).SelectMany(i => Frame(0, Packet(i, i * 6000, i % 10 == 0)))];

    public ConcurrentQueue<CameraRequest> Requests { get; } = [];

    /// <summary>Frames that the client sends.</summary>
    public ConcurrentQueue<(byte Channel, byte[] Packet)> Frames { get; } = [];

    /// <summary>Makes it speak TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    public string Address => $"{(Certificate is null ? "rtsp" : "rtsps")}://{_server.EndPoint}/stream";

    public IEnumerable<string> Methods => Requests.Select(request => request.Method);

    public static string Ok(CameraRequest request, string headers = "", string body = "") =>
        $"RTSP/1.0 200 OK\r\nCSeq: {request.CSeq}\r\n{headers}{(body.Length > 0 ? $"Content-Length: {body.Length}\r\n" : "")}\r\n{body}";

    public static string Status(CameraRequest request, string status, string headers = "") => $"RTSP/1.0 {status}\r\nCSeq: {request.CSeq}\r\n{headers}\r\n";

    /// <summary>An H.264 packet of one NAL unit that ends a frame.</summary>
    public static byte[] Packet(int number, long timestamp, bool isKey, uint source = 0x11223344, int payloadType = 96)
    {
        // Nothing in it looks like a start code.
        byte[] packet = new byte[12 + 8];
        packet.AsSpan(12).Fill(0xAA);
        packet[0] = 0x80;
        packet[1] = (byte)(0x80 | payloadType);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)number);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), (uint)timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), source);
        packet[12] = isKey ? (byte)0x65 : (byte)0x41;
        packet[13] = 0x88;
        packet[19] = (byte)number;
        return packet;
    }

    public static byte[] Frame(byte channel, byte[] packet) => [(byte)'$', channel, (byte)(packet.Length >> 8), (byte)packet.Length, .. packet];

    public string Description(CameraRequest request, string? media = null) =>
        Ok(request, $"Content-Base: {request.Url}/\r\nContent-Type: application/sdp\r\n", Session + (media ?? Media));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private string Usual(CameraRequest request) => request.Method switch
    {
        "OPTIONS" => Ok(request, "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n"),
        "DESCRIBE" => Description(request),
        "SETUP" => Ok(request, $"Transport: {request.Headers["Transport"]}\r\nSession: 12345;timeout=60\r\n"),
        _ => Ok(request, "Session: 12345\r\n"),
    };

    private async Task ConverseAsync(NetworkStream network, CancellationToken cancellationToken)
    {
        if (Certificate is null)
        {
            await ServeAsync(network, cancellationToken);
            return;
        }

        await using SslStream secure = new(network);
        try
        {
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, cancellationToken);
        }
        catch (AuthenticationException)
        {
            return;
        }

        await ServeAsync(secure, cancellationToken);
    }

    private async Task ServeAsync(Stream stream, CancellationToken cancellationToken)
    {
        int connection = Interlocked.Increment(ref _connections);
        while (await ReadAsync(stream, connection, cancellationToken) is { } request)
        {
            Requests.Enqueue(request);
            string answer = Answer(request) ?? Usual(request);
            if (answer == "close")
                return;
            await WriteAsync(stream, Encoding.Latin1.GetBytes(answer), cancellationToken);
            if (request.Method == "PLAY")
                await WriteAsync(stream, Stream, cancellationToken);
            if (answer.Contains("Connection: close", StringComparison.Ordinal))
                return;
        }
    }

    private async Task WriteAsync(Stream stream, byte[] bytes, CancellationToken cancellationToken)
    {
        foreach (byte[] chunk in bytes.Chunk(Math.Min(ChunkLength, Math.Max(1, bytes.Length))))
        {
            await stream.WriteAsync(chunk, cancellationToken);
            await Task.Yield();
        }
    }

    private async Task<CameraRequest?> ReadAsync(Stream stream, int connection, CancellationToken cancellationToken)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, cancellationToken) == 0)
                return null;
            if (head.Length == 0 && one[0] == '$')
            {
                byte[] header = new byte[3];
                await stream.ReadExactlyAsync(header, cancellationToken);
                byte[] packet = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(1))];
                await stream.ReadExactlyAsync(packet, cancellationToken);
                Frames.Enqueue((header[0], packet));
                continue;
            }

            head.Append((char)one[0]);
        }

        string[] lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        string[] first = lines[0].Split(' ');
        if (first[0].StartsWith("RTSP/", StringComparison.Ordinal))
            return await ReadAsync(stream, connection, cancellationToken);
        Dictionary<string, string> headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        return new CameraRequest(first[0], first[1], headers, connection);
    }
}
