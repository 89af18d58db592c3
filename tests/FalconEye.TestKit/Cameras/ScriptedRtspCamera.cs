using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using FalconEye.TestKit.Networks;

namespace FalconEye.TestKit.Cameras;

/// <summary>
/// A camera of a few lines: RTSP over TCP on loopback with H.264 or Motion JPEG that FFmpeg has made, in real time. For behaviour that no server of others
/// offers; what cameras should do is tested with <see cref="SimulatedCamera"/>.
/// </summary>
public sealed class ScriptedRtspCamera : IAsyncDisposable
{
    private const int MaxPayload = 1400;
    private const int VideoType = 96;

    private const int JpegType = 26;

    private static readonly ConcurrentDictionary<(string Size, int Rate, int Distance, bool IsJpeg), Task<List<List<byte[]>>>> Videos = [];

    private readonly ScriptedRtspOptions _options;
    private readonly List<List<byte[]>> _units;
    private readonly List<List<byte[]>> _otherUnits;
    private readonly ConversationServer _server;
    private int _plays;
    private int _sessions;
    private int _refusals;

    private ScriptedRtspCamera(ScriptedRtspOptions options, List<List<byte[]>> units, List<List<byte[]>> otherUnits)
    {
        (_options, _units, _otherUnits) = (options, units, otherUnits);
        _server = ConversationServer.Start(ConverseAsync);
    }

    /// <summary>The address of its stream.</summary>
    public Uri Url => new($"rtsp://{_server.EndPoint}/stream");

    /// <summary>How often it has been asked to play.</summary>
    public int Plays => Volatile.Read(ref _plays);

    /// <summary>Sessions at this moment.</summary>
    public int Sessions => Volatile.Read(ref _sessions);

    /// <summary>How often it has refused a session because of <see cref="ScriptedRtspOptions.MaxSessions"/>.</summary>
    public int Refusals => Volatile.Read(ref _refusals);

    /// <summary>Starts a camera.</summary>
    public static async Task<ScriptedRtspCamera> StartAsync(ScriptedRtspOptions options, CancellationToken cancellationToken)
    {
        var units = await VideoAsync(options, options.Size, cancellationToken);
        return new ScriptedRtspCamera(options, units, options.OtherSize is { } other ? await VideoAsync(options, other, cancellationToken) : units);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static Task<List<List<byte[]>>> VideoAsync(ScriptedRtspOptions options, string size, CancellationToken cancellationToken) =>
        Videos.GetOrAdd((size, options.FramesPerSecond, options.KeyframeDistance, options.IsMotionJpeg), key => MakeAsync(key, cancellationToken));

    private static async Task<List<List<byte[]>>> MakeAsync((string Size, int Rate, int Distance, bool IsJpeg) key, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var text = (int number) => number.ToString(CultureInfo.InvariantCulture);
        string[] encoder = key.IsJpeg
            ? ["-c:v", "mjpeg", "-q:v", "5", "-huffman", "default", "-pix_fmt", "yuvj420p", "-f", "mjpeg"]
            :
            [
                "-c:v", "libx264", "-profile:v", "main", "-preset", "ultrafast", "-bf", "0", "-g", text(key.Distance), "-keyint_min", text(key.Distance),
                "-sc_threshold", "0", "-pix_fmt", "yuv420p", "-x264-params", "aud=1:repeat-headers=1:slices=1", "-f", "h264",
            ];
        await Tool.OutputOfAsync(
            "ffmpeg",
            [
                "-v", "error", "-nostdin", "-f", "lavfi", "-i", $"testsrc=s={key.Size}:r={key.Rate}", "-frames:v", text(key.Distance * 2), .. encoder, folder["video"],
            ],
            cancellationToken);
        var video = await File.ReadAllBytesAsync(folder["video"], cancellationToken);
        return key.IsJpeg ? [.. RtpJpeg.Pictures(video).Select(picture => new List<byte[]> { picture })] : Units(video);
    }

    /// <summary>The NAL units of each frame, without delimiters and supplemental information.</summary>
    private static List<List<byte[]>> Units(byte[] stream)
    {
        const int Supplement = 6;
        const int Delimiter = 9;
        var units = new List<List<byte[]>>();
        for (var start = Next(stream, 0); start < stream.Length;)
        {
            var next = Next(stream, start);
            var nal = stream.AsSpan(start..(next == stream.Length ? next : next - 3)).TrimEnd((byte)0);
            if ((nal[0] & 31) == Delimiter)
                units.Add([]);
            else if ((nal[0] & 31) != Supplement)
                units[^1].Add(nal.ToArray());
            start = next;
        }

        return units;
    }

    private static int Next(byte[] stream, int from)
    {
        var code = stream.AsSpan(from).IndexOf((byte[])[0, 0, 1]);
        return code < 0 ? stream.Length : from + code + 3;
    }

    private async Task ConverseAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var writing = new SemaphoreSlim(1);
        var channels = new Dictionary<string, byte>();
        var playing = Task.CompletedTask;
        try
        {
            while (await ReadRequestAsync(stream, leaving.Token) is { } request)
            {
                var answer = request.StartsWith("SETUP ", StringComparison.Ordinal) && channels.Count == 0 && !TryBeginSession()
                    ? $"RTSP/1.0 453 Not Enough Bandwidth\r\n{SequenceOf(request)}\r\n\r\n"
                    : Answer(request, channels);
                await WriteAsync(stream, writing, Encoding.Latin1.GetBytes(answer), leaving.Token);
                if (request.StartsWith("PLAY ", StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref _plays);
                    playing = PlayAsync(stream, writing, channels, leaving.Token);
                }
            }
        }
        finally
        {
            await leaving.CancelAsync();
            await playing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (channels.Count > 0)
                Interlocked.Decrement(ref _sessions);
        }
    }

    private bool TryBeginSession()
    {
        if (Interlocked.Increment(ref _sessions) <= _options.MaxSessions)
            return true;
        Interlocked.Decrement(ref _sessions);
        Interlocked.Increment(ref _refusals);
        return false;
    }

    private static string SequenceOf(string request) =>
        request.Split("\r\n").First(line => line.StartsWith("CSeq:", StringComparison.OrdinalIgnoreCase));

    /// <summary>The next request; what the client sends between (receiver reports) is dropped.</summary>
    private static async Task<string?> ReadRequestAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, cancellationToken) == 1)
        {
            if (text.Length == 0 && one[0] == '$')
            {
                var head = new byte[3];
                await stream.ReadExactlyAsync(head, cancellationToken);
                await stream.ReadExactlyAsync(new byte[BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(1))], cancellationToken);
                continue;
            }

            text.Append((char)one[0]);
            if (text.Length > 4 && text.ToString(text.Length - 4, 4) == "\r\n\r\n")
                return text.ToString();
        }

        return null;
    }

    private string Answer(string request, Dictionary<string, byte> channels)
    {
        var sequence = SequenceOf(request);
        var method = request.Split(' ')[0];
        var isFurther = request.Split(' ')[1].EndsWith("trackID=audio", StringComparison.Ordinal);
        if (method == "SETUP" && isFurther && _options.RefusesFurtherMedia)
            return $"RTSP/1.0 400 Bad Request\r\n{sequence}\r\n\r\n";
        if (method == "SETUP")
        {
            var channel = (byte)(channels.Count * 2);
            channels[isFurther ? "audio" : "video"] = channel;
            return $"RTSP/1.0 200 OK\r\n{sequence}\r\nTransport: RTP/AVP/TCP;unicast;interleaved={channel}-{channel + 1}\r\nSession: 1;timeout=60\r\n\r\n";
        }

        var body = method == "DESCRIBE" ? Description() : "";
        return $"RTSP/1.0 200 OK\r\n{sequence}\r\nPublic: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\nContent-Base: {Url}/\r\nContent-Type: application/sdp\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n{body}";
    }

    private string Description()
    {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=scripted\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\na=control:*\r\n"
            + (_options.IsMotionJpeg ? $"m=video 0 RTP/AVP {JpegType}\r\na=control:trackID=video\r\n" : H264Description())
            + _options.FurtherMedia;
    }

    private string H264Description()
    {
        var sets = string.Join(',', _units[0].Where(nal => (nal[0] & 31) is 7 or 8).Select(Convert.ToBase64String));
        return $"m=video 0 RTP/AVP {VideoType}\r\na=rtpmap:{VideoType} H264/90000\r\n"
            + $"a=fmtp:{VideoType} packetization-mode=1{(_options.HasParameterSets ? $";sprop-parameter-sets={sets}" : "")}\r\na=control:trackID=video\r\n";
    }

    private async Task PlayAsync(NetworkStream stream, SemaphoreSlim writing, Dictionary<string, byte> channels, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var (sequence, audioSequence) = (0, 0);
        for (var frame = 0; ; frame++)
        {
            var due = TimeSpan.FromSeconds((double)frame / _options.FramesPerSecond);
            for (; _options.AudioType is { } type && channels.TryGetValue("audio", out var channel) && audioSequence * 20 < due.TotalMilliseconds; audioSequence++)
            {
                await WriteAsync(stream, writing, Packet(channel, type, audioSequence, audioSequence * 160, false, [], new byte[160]), cancellationToken);
            }

            var units = frame / _options.FramesOfOneSize % 2 == 0 ? _units : _otherUnits;
            var stamp = _options.Stamp?.Invoke(frame) ?? frame * 90_000L / _options.FramesPerSecond;
            var unit = units[(_options.FirstFrame + frame) % units.Count];
            foreach (var packet in _options.IsMotionJpeg ? JpegPackets(unit[0], channels["video"], stamp) : Packets(unit, channels["video"], stamp))
            {
                BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), (ushort)sequence++);
                await WriteAsync(stream, writing, packet, cancellationToken);
            }

            var wait = due + TimeSpan.FromSeconds(1.0 / _options.FramesPerSecond) - Stopwatch.GetElapsedTime(started);
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, cancellationToken);
        }
    }

    /// <summary>RFC 6184: whole units, or fragments of type 28.</summary>
    private static IEnumerable<byte[]> Packets(List<byte[]> unit, byte channel, long stamp)
    {
        for (var i = 0; i < unit.Count; i++)
        {
            var nal = unit[i];
            var isLast = i == unit.Count - 1;
            if (nal.Length <= MaxPayload)
            {
                yield return Packet(channel, VideoType, 0, stamp, isLast, [], nal);
                continue;
            }

            for (var at = 1; at < nal.Length; at += MaxPayload)
            {
                var end = Math.Min(at + MaxPayload, nal.Length);
                byte[] head = [(byte)((nal[0] & 0xE0) | 28), (byte)((at == 1 ? 0x80 : 0) | (end == nal.Length ? 0x40 : 0) | (nal[0] & 31))];
                yield return Packet(channel, VideoType, 0, stamp, isLast && end == nal.Length, head, nal.AsSpan(at..end));
            }
        }
    }

    private static IEnumerable<byte[]> JpegPackets(byte[] picture, byte channel, long stamp)
    {
        var payloads = RtpJpeg.Payloads(picture).ToList();
        return payloads.Select((payload, i) => Packet(channel, JpegType, 0, stamp, i == payloads.Count - 1, [], payload));
    }

    private static byte[] Packet(byte channel, int type, int sequence, long stamp, bool isMarked, ReadOnlySpan<byte> head, ReadOnlySpan<byte> payload)
    {
        const int HeadLength = 16;
        var packet = new byte[HeadLength + head.Length + payload.Length];
        (packet[0], packet[1], packet[4], packet[5]) = ((byte)'$', channel, 0x80, (byte)((isMarked ? 0x80 : 0) | type));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)(packet.Length - 4));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), (ushort)sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), (uint)stamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(12), 0x1234_0000u + channel);
        head.CopyTo(packet.AsSpan(HeadLength));
        payload.CopyTo(packet.AsSpan(HeadLength + head.Length));
        return packet;
    }

    private static async Task WriteAsync(NetworkStream stream, SemaphoreSlim writing, byte[] bytes, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            await stream.WriteAsync(bytes, cancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }
}
