namespace FalconEye.Streaming;

/// <summary>Collects the bytes of one frame in a pooled buffer and makes a frame of them.</summary>
public sealed class FrameBuilder(FramePool pool) : IDisposable
{
    private byte[]? _buffer;

    /// <summary>Bytes collected.</summary>
    public int Length { get; private set; }

    /// <summary>What was collected.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer is null ? default : _buffer.AsSpan(Frame.HeadRoom, Length);

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _buffer ??= pool.Rent();
        var used = Frame.HeadRoom + Length;
        var needed = used + bytes.Length + MultipartFormat.PartEnd.Length;
        if (needed > _buffer.Length)
        {
            _buffer = FramePool.Grow(_buffer, used, needed);
        }

        bytes.CopyTo(_buffer.AsSpan(used));
        Length += bytes.Length;
    }

    /// <summary>Forgets what was collected, and a buffer that grew for it beyond what frames need.</summary>
    public void Clear()
    {
        Length = 0;
        if (_buffer is { } buffer && pool.IsOversized(buffer))
        {
            _buffer = null;
            pool.Return(buffer);
        }
    }

    /// <summary>Makes the frame; its one reference is the caller's. The builder is empty afterwards.</summary>
    /// <param name="capturedAt">Microseconds since 1970.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    public Frame Build(long capturedAt, int width, int height)
    {
        var buffer = _buffer ?? throw new InvalidOperationException("There is nothing to make a frame of.");
        _buffer = null;
        pool.Learn(buffer.Length);
        var length = Length;
        Length = 0;
        return new Frame(pool, buffer, length, capturedAt, width, height);
    }

    /// <summary>Returns the buffer.</summary>
    public void Dispose()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;
            Length = 0;
            pool.Return(buffer);
        }
    }
}
