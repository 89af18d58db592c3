using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FalconEye.Discovery.Rtsp;

/// <summary>
/// A connection to what may be an RTSP server, for questions that need no password (RFC 2326: OPTIONS and DESCRIBE). Whatever answers may
/// be hostile: heads and bodies are cut off, and the caller's token ends every wait.
/// </summary>
internal sealed class RtspConnection : IDisposable
{
    private const int MaxHeadLength = 16 * 1024;
    private const int MaxBodyLength = 64 * 1024;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly PipeReader _reader;
    private readonly IPEndPoint _endPoint;
    private int _sequence;

    private RtspConnection(Socket socket, IPEndPoint endPoint)
    {
        (_socket, _endPoint) = (socket, endPoint);
        _stream = new NetworkStream(socket, ownsSocket: false);
        _reader = PipeReader.Create(_stream);
    }

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">There is no way to it.</exception>
    internal static async Task<RtspConnection> OpenAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            return new RtspConnection(socket, endPoint);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Asks and waits for the answer.</summary>
    /// <param name="method"><c>OPTIONS</c> or <c>DESCRIBE</c>.</param>
    /// <param name="path">Path and query, beginning with a slash.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see langword="null"/> when what answers does not speak RTSP.</returns>
    /// <exception cref="IOException">The connection ended before an answer did.</exception>
    internal async Task<RtspReply?> AskAsync(string method, string path, CancellationToken cancellationToken)
    {
        var request = string.Create(
            CultureInfo.InvariantCulture,
            $"{method} rtsp://{_endPoint}{path} RTSP/1.0\r\nCSeq: {++_sequence}\r\nAccept: application/sdp\r\nUser-Agent: FalconEye\r\n\r\n");
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        if (await ReadHeadAsync(cancellationToken) is not { } head)
        {
            return null;
        }

        var lines = head.Split("\r\n");
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                fields.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim());
            }
        }

        var body = await ReadBodyAsync(fields, cancellationToken);
        return int.TryParse(lines[0].Split(' ').ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? new RtspReply(status, fields, body)
            : null;
    }

    public void Dispose()
    {
        _reader.Complete();
        _stream.Dispose();
        _socket.Dispose();
    }

    private async Task<string?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await _reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            var text = Encoding.Latin1.GetString(buffer.Slice(0, Math.Min(buffer.Length, MaxHeadLength)));
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var isRtsp = text.StartsWith("RTSP/", StringComparison.Ordinal) || (text.Length < 5 && "RTSP/".StartsWith(text, StringComparison.Ordinal));
            if (isRtsp && end >= 0)
            {
                _reader.AdvanceTo(buffer.GetPosition(end + 4));
                return text[..end];
            }

            if (!isRtsp || buffer.Length >= MaxHeadLength)
            {
                _reader.AdvanceTo(buffer.End);
                return null;
            }

            _reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                throw new EndOfStreamException("The connection ended before an answer did.");
            }
        }
    }

    private async Task<string> ReadBodyAsync(Dictionary<string, string> fields, CancellationToken cancellationToken)
    {
        if (!int.TryParse(fields.GetValueOrDefault("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length == 0)
        {
            return "";
        }

        if (length > MaxBodyLength)
        {
            throw new InvalidDataException($"The answer has {length} bytes; a description has at most {MaxBodyLength}.");
        }

        var result = await _reader.ReadAtLeastAsync(length, cancellationToken);
        if (result.Buffer.Length < length)
        {
            throw new EndOfStreamException("The connection ended before an answer did.");
        }

        var body = Encoding.UTF8.GetString(result.Buffer.Slice(0, length));
        _reader.AdvanceTo(result.Buffer.GetPosition(length));
        return body;
    }
}
