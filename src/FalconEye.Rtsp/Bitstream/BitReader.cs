namespace FalconEye.Rtsp.Bitstream;

/// <summary>
/// Reads the syntax elements of a NAL unit of H.264 or H.265 (ITU-T H.264, section 7.2), leaving out emulation prevention bytes.
/// It never throws: behind the end every element is 0 and <see cref="Failed"/> is true.
/// </summary>
/// <param name="bytes">The NAL unit behind its header.</param>
/// <param name="isEscaped">Whether there are emulation prevention bytes; other formats than NAL units have none.</param>
internal ref struct BitReader(ReadOnlySpan<byte> bytes, bool isEscaped = true)
{
    private const int MaxExpGolombZeros = 32;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly bool _isEscaped = isEscaped;
    private int _next;
    private int _zeros;
    private uint _current;
    private int _bits;

    /// <summary>Whether more was read than there is, or an element was longer than any may be.</summary>
    internal bool Failed { get; private set; }

    /// <summary>Bits read so far; without emulation prevention bytes only.</summary>
    internal readonly int Position => (_next * 8) - _bits;

    internal bool Flag() => Bit() != 0;

    /// <summary>An unsigned element of <paramref name="count"/> bits, 0 to 32: u(n).</summary>
    internal uint Bits(int count)
    {
        uint value = 0;
        while (count > 0)
        {
            if (_bits == 0 && !NextByte())
            {
                return 0;
            }

            var taken = Math.Min(count, _bits);
            _bits -= taken;
            value = (uint)(((ulong)value << taken) | ((_current >> _bits) & ((1u << taken) - 1)));
            count -= taken;
        }

        return value;
    }

    internal void Skip(int count)
    {
        for (; count > 32 && !Failed; count -= 32)
        {
            Bits(32);
        }

        Bits(Math.Min(count, 32));
    }

    /// <summary>An unsigned Exp-Golomb element: ue(v).</summary>
    internal uint Unsigned()
    {
        var zeros = 0;
        while (Bit() == 0)
        {
            if (Failed || ++zeros > MaxExpGolombZeros)
            {
                Failed = true;
                return 0;
            }
        }

        return zeros == MaxExpGolombZeros ? uint.MaxValue : (1u << zeros) - 1 + Bits(zeros);
    }

    /// <summary>An unsigned Exp-Golomb element that may be at most <paramref name="maximum"/>; above it reading has failed.</summary>
    internal int Unsigned(int maximum)
    {
        var value = Unsigned();
        if (value <= maximum)
        {
            return (int)value;
        }

        Failed = true;
        return 0;
    }

    /// <summary>A signed Exp-Golomb element: se(v).</summary>
    internal int Signed()
    {
        var code = Unsigned();
        return (code & 1) != 0 ? (int)((code >> 1) + 1) : -(int)(code >> 1);
    }

    private uint Bit()
    {
        if (_bits == 0 && !NextByte())
        {
            return 0;
        }

        return (_current >> --_bits) & 1;
    }

    private bool NextByte()
    {
        const byte EmulationPrevention = 3;
        if (_isEscaped && _zeros >= 2 && _next < _bytes.Length && _bytes[_next] == EmulationPrevention)
        {
            _next++;
            _zeros = 0;
        }

        if (_next >= _bytes.Length)
        {
            Failed = true;
            return false;
        }

        _current = _bytes[_next++];
        _zeros = _current == 0 ? _zeros + 1 : 0;
        _bits = 8;
        return true;
    }
}
