namespace FalconEye.Rtsp.Units;

/// <summary>Gathers the bytes of one unit in an array that is used again for the next, and grows up to the limit of a unit.</summary>
internal struct UnitBuffer
{
    /// <summary>The longest unit that is taken, in bytes: a keyframe of 4K at the highest quality has about 4 MB.</summary>
    internal const int MaxLength = 8 * 1024 * 1024;

    private const int FirstLength = 64 * 1024;

    private byte[]? _bytes;

    internal int Length { get; private set; }

    internal readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    internal readonly Span<byte> this[Range range] => _bytes.AsSpan(0, Length)[range];

    /// <summary>Adds bytes.</summary>
    /// <returns>False, with nothing added, when the unit would exceed <see cref="MaxLength"/>.</returns>
    internal bool TryAppend(ReadOnlySpan<byte> bytes)
    {
        if (!TryTake(bytes.Length, out var room))
        {
            return false;
        }

        bytes.CopyTo(room);
        return true;
    }

    /// <summary>Makes room for bytes that the caller fills.</summary>
    internal bool TryTake(int count, out Span<byte> room)
    {
        room = default;
        if (count > MaxLength - Length)
        {
            return false;
        }

        if (_bytes is null || count > _bytes.Length - Length)
        {
            Array.Resize(ref _bytes, Math.Clamp((Length + count) * 2, FirstLength, MaxLength));
        }

        room = _bytes.AsSpan(Length, count);
        Length += count;
        return true;
    }

    /// <summary>Drops what is behind <paramref name="length"/>.</summary>
    internal void Truncate(int length) => Length = length;

    /// <summary>Drops the first bytes; what is behind them moves to the front.</summary>
    internal void RemoveFirst(int count)
    {
        _bytes.AsSpan(count..Length).CopyTo(_bytes);
        Length -= count;
    }
}
