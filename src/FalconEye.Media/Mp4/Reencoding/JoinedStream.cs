using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Media.Mp4.Reencoding;

/// <summary>Bytes of memory and parts of a file, one behind the other, read once from the beginning to the end.</summary>
/// <param name="parts">Each either bytes or a part of the file.</param>
/// <param name="source">The file; not disposed.</param>
internal sealed class JoinedStream(IReadOnlyList<(ReadOnlyMemory<byte> Bytes, FilePart Part)> parts, IByteSource source) : Stream
{
    private int _part;
    private long _within;
    private long _position;

    public override bool CanRead => true;

    /// <summary>Its length is known; it cannot be gone back in.</summary>
    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = parts.Sum(part => LengthOf(part));

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_part < parts.Count && _within == LengthOf(parts[_part]))
        {
            (_part, _within) = (_part + 1, 0);
        }

        if (_part == parts.Count || buffer.IsEmpty)
        {
            return 0;
        }

        var (bytes, part) = parts[_part];
        var wanted = (int)Math.Min(buffer.Length, LengthOf(parts[_part]) - _within);
        if (bytes.IsEmpty)
        {
            wanted = await source.ReadAsync(part.Offset + _within, buffer[..wanted], cancellationToken);
        }
        else
        {
            bytes.Slice((int)_within, wanted).CopyTo(buffer);
        }

        if (wanted == 0)
        {
            throw new EndOfStreamException("The recording's file became shorter while it was read.");
        }

        (_within, _position) = (_within + wanted, _position + wanted);
        return wanted;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The file may be on another machine: read it asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) =>
        origin == SeekOrigin.Begin && offset == _position ? _position : throw new NotSupportedException("It is read once.");

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static long LengthOf((ReadOnlyMemory<byte> Bytes, FilePart Part) part) => part.Bytes.IsEmpty ? part.Part.Length : part.Bytes.Length;
}
