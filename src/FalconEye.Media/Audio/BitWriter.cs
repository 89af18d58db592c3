namespace FalconEye.Media.Audio;

/// <summary>Writes bits, the most significant first, into an array that is used again.</summary>
internal sealed class BitWriter
{
    private byte[] _bytes = new byte[4096];
    private ulong _pending;
    private int _pendingBits;

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    internal void Clear() => (Length, _pending, _pendingBits) = (0, 0, 0);

    /// <summary>Writes the lowest <paramref name="count"/> bits, 0 to 32.</summary>
    internal void Bits(uint value, int count)
    {
        _pending = (_pending << count) | (value & (uint)((1UL << count) - 1));
        _pendingBits += count;
        while (_pendingBits >= 8)
        {
            _pendingBits -= 8;
            Byte((byte)(_pending >> _pendingBits));
        }
    }

    /// <summary>Writes the number in unary: that many zeros, and a one.</summary>
    internal void Unary(uint zeros)
    {
        for (; zeros >= 32; zeros -= 32)
        {
            Bits(0, 32);
        }

        Bits(1, (int)zeros + 1);
    }

    /// <summary>Fills the last byte with zeros.</summary>
    internal void Align()
    {
        if (_pendingBits > 0)
        {
            Bits(0, 8 - _pendingBits);
        }
    }

    private void Byte(byte value)
    {
        if (Length == _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        _bytes[Length++] = value;
    }
}
