using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;

namespace FalconEye.Media.Http;

/// <summary>One TCP or TLS connection to a camera with a small read buffer, for heads and the beginning of bodies.</summary>
internal sealed class HttpConnection : IAsyncDisposable
{
    /// <summary>The longest head that is taken; a longer one is an error, not a memory problem.</summary>
    private const int MaxHeadLength = 32 * 1024;

    private const int StatusPrefixLength = 4;

    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[MaxHeadLength];
    private int _start;
    private int _end;

    private HttpConnection(Stream stream) => _stream = stream;

    /// <summary>Connects.</summary>
    /// <param name="host">The camera.</param>
    /// <param name="port">Its port.</param>
    /// <param name="isTls">Whether it speaks TLS.</param>
    /// <param name="connect">Opens the TCP connection.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    internal static async Task<HttpConnection> OpenAsync(string host, int port, bool isTls, CameraConnect connect, CancellationToken cancellationToken)
    {
        var stream = new NetworkStream(await connect(host, port, cancellationToken), ownsSocket: true);
        return new HttpConnection(isTls ? await EncryptAsync(stream, host, cancellationToken) : stream);
    }

    internal ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => _stream.WriteAsync(bytes, cancellationToken);

    /// <summary>Reads a response up to the beginning of its body.</summary>
    /// <exception cref="IOException">The connection ended, or the head has no end.</exception>
    internal async Task<HttpHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        await SkipEmptyLinesAsync(cancellationToken);
        while (_end - _start < StatusPrefixLength)
        {
            await FillAsync(cancellationToken);
        }

        if (!HttpHead.CanBegin(_buffer.AsSpan(_start, StatusPrefixLength)))
        {
            return HttpHead.Missing();
        }

        int length;
        while ((length = HeadLength(_buffer.AsSpan(_start.._end))) < 0)
        {
            await FillAsync(cancellationToken);
        }

        var head = HttpHead.Parse(_buffer.AsSpan(_start, length));
        _start += length;
        return head;
    }

    /// <summary>Reads what comes next.</summary>
    /// <returns>Bytes read; 0 at the end.</returns>
    internal async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            return await _stream.ReadAsync(target, cancellationToken);
        }

        var count = Math.Min(target.Length, _end - _start);
        _buffer.AsMemory(_start, count).CopyTo(target);
        _start += count;
        return count;
    }

    /// <summary>Looks at the next line, without taking it.</summary>
    /// <param name="isExpected">Is given the line without its line feed, or as much as was read of a longer one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async ValueTask<bool> NextLineIsAsync(LineTest isExpected, CancellationToken cancellationToken)
    {
        const int Enough = 64;
        int length;
        while ((length = _buffer.AsSpan(_start.._end).IndexOf((byte)'\n')) < 0 && _end - _start < Enough)
        {
            await FillAsync(cancellationToken);
        }

        return isExpected(_buffer.AsSpan(_start, length < 0 ? _end - _start : length));
    }

    /// <summary>Reads a line, such as a chunk's length, without its end.</summary>
    /// <exception cref="IOException">The connection ended, or the line has no end.</exception>
    internal async ValueTask<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        int length;
        while ((length = _buffer.AsSpan(_start.._end).IndexOf((byte)'\n')) < 0)
        {
            await FillAsync(cancellationToken);
        }

        var line = System.Text.Encoding.Latin1.GetString(_buffer, _start, length);
        _start += length + 1;
        return line.TrimEnd('\r');
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    /// <summary>Says whether a line is what is expected.</summary>
    internal delegate bool LineTest(ReadOnlySpan<byte> line);

    [SuppressMessage("Security", "CA5359", Justification = "Cameras sign their own certificates; FFmpeg does not check them either.")]
    private static async Task<SslStream> EncryptAsync(NetworkStream stream, string host, CancellationToken cancellationToken)
    {
        var secured = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await secured.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = host, RemoteCertificateValidationCallback = (_, _, _, _) => true }, cancellationToken);
            return secured;
        }
        catch
        {
            await secured.DisposeAsync();
            throw;
        }
    }

    /// <summary>Some cameras end a body with one line end more than its length says.</summary>
    private async ValueTask SkipEmptyLinesAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (_start < _end && _buffer[_start] is (byte)'\r' or (byte)'\n')
            {
                _start++;
            }

            if (_start < _end)
            {
                return;
            }

            await FillAsync(cancellationToken);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_end - _start == _buffer.Length)
        {
            throw new IOException("The camera's response has a head without end.");
        }

        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read > 0 ? read : throw new EndOfStreamException("The camera closed the connection.");
    }

    /// <returns>Bytes up to and including the empty line; -1 when it has not come yet.</returns>
    private static int HeadLength(ReadOnlySpan<byte> bytes)
    {
        var crlf = bytes.IndexOf("\r\n\r\n"u8);
        var lf = bytes.IndexOf("\n\n"u8);
        return crlf >= 0 && (lf < 0 || crlf < lf) ? crlf + 4 : lf >= 0 ? lf + 2 : -1;
    }
}
