using System.Globalization;
using System.Text;

namespace FalconEye.Streaming;

/// <summary>
/// One JPEG frame in a buffer that all viewers share, framed as a part of a multipart stream, so that one socket write sends it.
/// <para>
/// Ownership: it is born with one reference, its maker's. Passing it on gives that reference away; another holder takes its own
/// with <see cref="AddReference"/>, while holding one. Each reference is given back once with <see cref="Release"/>; the last one returns
/// the buffer to its pool. No one touches a frame after giving a reference back.
/// </para>
/// </summary>
public sealed class Frame
{
    /// <summary>Room for the longest part head in front of the JPEG.</summary>
    internal const int HeadRoom = 96;

    private readonly FramePool _pool;
    private readonly byte[] _buffer;
    private readonly int _length;
    private readonly int _partStart;
    private int _references = 1;

    internal Frame(FramePool pool, byte[] buffer, int length, long capturedAt, int width, int height)
    {
        _pool = pool;
        _buffer = buffer;
        _length = length;
        CapturedAt = capturedAt;
        Width = width;
        Height = height;
        _partStart = WriteHead();
        MultipartFormat.PartEnd.CopyTo(buffer.AsSpan(HeadRoom + length));
    }

    /// <summary>When the frame was captured, in microseconds since 1970 (Unix epoch).</summary>
    public long CapturedAt { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>The frame.</summary>
    public ReadOnlyMemory<byte> Jpeg => Alive.AsMemory(HeadRoom, _length);

    /// <summary>
    /// The part: head, frame, and the boundary that ends it. The boundary comes with the frame rather than before the next one, since
    /// browsers show a part when its end has arrived.
    /// </summary>
    public ReadOnlyMemory<byte> Part => Alive.AsMemory(_partStart, HeadRoom - _partStart + _length + MultipartFormat.PartEnd.Length);

    private byte[] Alive => Volatile.Read(ref _references) > 0 ? _buffer : throw new ObjectDisposedException(nameof(Frame));

    /// <summary>Takes another reference; only while holding one.</summary>
    /// <exception cref="ObjectDisposedException">All references were given back.</exception>
    public Frame AddReference()
    {
        if (Interlocked.Increment(ref _references) > 1)
        {
            return this;
        }

        Interlocked.Decrement(ref _references);
        throw new ObjectDisposedException(nameof(Frame));
    }

    /// <summary>Gives a reference back.</summary>
    /// <exception cref="ObjectDisposedException">There was none left: someone gave one back twice.</exception>
    public void Release()
    {
        var left = Interlocked.Decrement(ref _references);
        ObjectDisposedException.ThrowIf(left < 0, this);
        if (left == 0)
        {
            _pool.Return(_buffer);
        }
    }

    /// <summary>Copies the JPEG, and gives the reference back.</summary>
    public byte[] CopyAndRelease()
    {
        try
        {
            return Jpeg.ToArray();
        }
        finally
        {
            Release();
        }
    }

    private int WriteHead()
    {
        Span<char> text = stackalloc char[HeadRoom];
        text.TryWrite(
            CultureInfo.InvariantCulture,
            $"Content-Type: image/jpeg\r\nContent-Length: {_length}\r\n{MultipartFormat.TimestampHeader}: {CapturedAt}\r\n\r\n",
            out var written);
        var start = HeadRoom - written;
        Encoding.ASCII.GetBytes(text[..written], _buffer.AsSpan(start));
        return start;
    }
}
