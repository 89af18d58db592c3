using System.Buffers;
using System.Globalization;

namespace FalconEye.Media.Http;

/// <summary>
/// A response's body: read-only, framed by chunks, by length or by the end of the connection (RFC 9112, section 6). A multipart stream has no
/// length, whatever its head claims; a body that is said to come in chunks and does not is taken as it is.
/// </summary>
internal sealed class HttpBody(HttpConnection connection, HttpHead head) : Stream
{
    private bool _isChunked = head.IsChunked;
    private long _left = head.IsChunked ? 0 : head.IsMultipart ? long.MaxValue : head.ContentLength ?? long.MaxValue;
    private bool _hasChunk;

    /// <summary>Digits of the largest size that fits.</summary>
    private const int MaxSizeDigits = 15;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>Whether it turned out to be longer than its head says, so that what follows on the connection is unknown.</summary>
    internal bool IsOverlong { get; private set; }

    /// <summary>Whether all of it has been read, so that the connection can be used again.</summary>
    internal bool IsComplete { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsComplete || buffer.Length == 0)
        {
            return 0;
        }

        if (_isChunked && !_hasChunk && !await connection.NextLineIsAsync(IsChunkSize, cancellationToken))
        {
            (_isChunked, _left) = (false, long.MaxValue);
        }

        if (_isChunked && _left == 0 && !await NextChunkAsync(cancellationToken))
        {
            return 0;
        }

        var read = _left == 0 ? 0 : await connection.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
        _left -= read;
        IsComplete = read == 0 || (!_isChunked && _left == 0);
        return read;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    /// <summary>Goes on behind the length that the head claims, which was too short.</summary>
    /// <returns>False when there is none, or the connection has ended.</returns>
    internal bool TryGoOn()
    {
        if (_isChunked || !IsComplete || _left > 0 || IsOverlong)
        {
            return false;
        }

        (IsOverlong, IsComplete, _left) = (true, false, long.MaxValue);
        return true;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static bool IsChunkSize(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOfAny((byte)';', (byte)'\r');
        var digits = (end < 0 ? line : line[..end]).Trim((byte)' ');
        return digits.Length is > 0 and <= MaxSizeDigits && digits.IndexOfAnyExcept(HexDigits) < 0;
    }

    private async ValueTask<bool> NextChunkAsync(CancellationToken cancellationToken)
    {
        if (_hasChunk)
        {
            await connection.ReadLineAsync(cancellationToken);
        }

        var line = (await connection.ReadLineAsync(cancellationToken)).Split(';', 2)[0].Trim();
        if (!long.TryParse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left) || _left < 0)
        {
            throw new IOException("The camera sends a chunk without a length.");
        }

        _hasChunk = true;
        while (_left == 0 && (await connection.ReadLineAsync(cancellationToken)).Length > 0)
        {
            // Trailers say nothing of interest.
        }

        IsComplete = _left == 0;
        return !IsComplete;
    }
}
