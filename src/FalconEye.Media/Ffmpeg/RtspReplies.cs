using System.Globalization;
using System.Text;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Media.Ffmpeg;

/// <summary>
/// Cuts what a camera sends before PLAY into parts: heads of replies, with redirects known, parts of their bodies, and packets between
/// them (RFC 2326 sections 7 and 10.12).
/// </summary>
internal sealed class RtspReplies(Stream camera)
{
    /// <summary>More than any camera's head; what is longer is not RTSP.</summary>
    private const int MaxHeadBytes = 64 * 1024;

    private const int PacketHead = 4;

    private readonly byte[] _buffer = new byte[MaxHeadBytes];
    private int _start;
    private int _end;
    private long _body;
    private string _head = "";

    /// <summary>Where the reply that was read last redirects to; <see langword="null"/> when it does not.</summary>
    internal string? Location { get; private set; }

    /// <summary>True while a body or a packet has begun and not ended.</summary>
    internal bool IsWithinMessage => _body > 0;

    /// <summary>What was received and not given out.</summary>
    internal ReadOnlyMemory<byte> Rest => _buffer.AsMemory(_start, _end - _start);

    /// <summary>The next part, to be used before the next call; empty when the camera has closed the connection.</summary>
    /// <exception cref="SourceFailedException">It does not speak RTSP.</exception>
    internal async Task<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        Location = null;
        while (true)
        {
            if (TakeData() is { Length: > 0 } data)
            {
                return data;
            }

            if (!await ReceiveAsync(cancellationToken))
            {
                return Take(_end - _start);
            }
        }
    }

    /// <summary>The head that was read last with another place to go.</summary>
    internal string WithLocation(string location) =>
        string.Join("\r\n", _head.Split("\r\n").Select(line => IsLocation(line) ? $"Location: {location}" : line));

    private ReadOnlyMemory<byte> TakeData()
    {
        var received = _buffer.AsSpan(_start, _end - _start);
        if (received.Length == 0)
        {
            return default;
        }

        if (_body > 0)
        {
            var length = (int)Math.Min(_body, received.Length);
            _body -= length;
            return Take(length);
        }

        if (received[0] == (byte)'$')
        {
            if (received.Length < PacketHead)
            {
                return default;
            }

            _body = (received[2] << 8) | received[3];
            return Take(PacketHead);
        }

        var end = received.IndexOf("\r\n\r\n"u8);
        return end < 0 ? default : TakeHead(end + 4);
    }

    private ReadOnlyMemory<byte> TakeHead(int length)
    {
        var head = Take(length);
        _head = Encoding.UTF8.GetString(head.Span);
        var lines = _head.TrimStart('\r', '\n').Split("\r\n");
        _body = long.TryParse(ValueOf(lines, "Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var body) ? body : 0;
        var isRedirect = lines[0].Split(' ') is [_, ['3', _, _], ..];
        Location = isRedirect ? ValueOf(lines, "Location") : null;
        return head;
    }

    private ReadOnlyMemory<byte> Take(int length)
    {
        var data = _buffer.AsMemory(_start, length);
        _start += length;
        return data;
    }

    private async Task<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            throw new SourceFailedException(new SourceFailure(FailureReasons.NoVideo, "The camera's answer is not RTSP: check port and path of the address."));
        }

        var read = await camera.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }

    private static bool IsLocation(string line) => line.StartsWith("Location:", StringComparison.OrdinalIgnoreCase);

    private static string? ValueOf(string[] lines, string name) => lines
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();
}
