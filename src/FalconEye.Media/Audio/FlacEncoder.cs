using System.Numerics;

namespace FalconEye.Media.Audio;

/// <summary>
/// Encodes PCM of 16 bits as FLAC frames (RFC 9639), one frame a call: fixed predictors and one Rice parameter a channel, which takes a
/// tenth of a millisecond and halves what G.711 decodes to. Lossless. Not thread-safe.
/// </summary>
/// <param name="sampleRate">Samples a second.</param>
/// <param name="channels">Channels, 1 to 8.</param>
public sealed class FlacEncoder(int sampleRate, int channels)
{
    /// <summary>The most samples of a channel in a frame.</summary>
    public const int MaxBlockLength = 65_535;

    private const int SampleBits = 16;
    private const int MaxOrder = 4;
    private const int MaxRiceParameter = 14;

    private readonly BitWriter _frame = new();
    private int[] _block = [];
    private int[] _residual = [];
    private long _position;

    /// <summary>The STREAMINFO block (RFC 9639, section 8.2) of what this encodes, without the block's header.</summary>
    /// <param name="sampleRate">Samples a second.</param>
    /// <param name="channels">Channels.</param>
    public static byte[] StreamInfo(int sampleRate, int channels)
    {
        const ushort MinBlockLength = 16;
        var info = new byte[34];
        info[1] = (byte)MinBlockLength;
        (info[2], info[3]) = (MaxBlockLength >> 8, MaxBlockLength & 0xFF);
        (info[10], info[11]) = ((byte)(sampleRate >> 12), (byte)(sampleRate >> 4));
        info[12] = (byte)((sampleRate << 4) | ((channels - 1) << 1) | ((SampleBits - 1) >> 4));
        info[13] = (byte)((SampleBits - 1) << 4);
        return info;
    }

    /// <summary>Encodes a frame.</summary>
    /// <param name="samples">Samples of all channels in turn, at most <see cref="MaxBlockLength"/> of each.</param>
    /// <returns>The frame, valid until the next call.</returns>
    /// <exception cref="ArgumentException">There are none, or too many.</exception>
    public ReadOnlySpan<byte> Encode(ReadOnlySpan<short> samples)
    {
        var length = samples.Length / channels;
        if (length is 0 or > MaxBlockLength)
        {
            throw new ArgumentException($"A frame holds 1 to {MaxBlockLength} samples a channel, not {length}.", nameof(samples));
        }

        if (_block.Length < length)
        {
            (_block, _residual) = (new int[length], new int[length]);
        }

        _frame.Clear();
        WriteHeader(length);
        for (var channel = 0; channel < channels; channel++)
        {
            for (var i = 0; i < length; i++)
            {
                _block[i] = samples[(i * channels) + channel];
            }

            WriteChannel(_block.AsSpan(0, length), _residual.AsSpan(0, length));
        }

        _frame.Align();
        _frame.Bits(Checksum16(_frame.Written), 16);
        _position += length;
        return _frame.Written;
    }

    /// <summary>Frames of any length: their place is counted in samples (RFC 9639, section 9.1).</summary>
    private void WriteHeader(int length)
    {
        const uint SyncOfVariableLength = 0xFFF9, LengthFollows = 7, Bits16 = 4;
        _frame.Bits(SyncOfVariableLength, 16);
        _frame.Bits(LengthFollows, 4);
        _frame.Bits(RateCode(sampleRate), 4);
        _frame.Bits((uint)channels - 1, 4);
        _frame.Bits(Bits16, 3);
        _frame.Bits(0, 1);
        WriteNumber((ulong)_position & ((1UL << 36) - 1));
        _frame.Bits((uint)length - 1, 16);
        _frame.Bits(Checksum8(_frame.Written), 8);
    }

    /// <summary>A number as UTF-8 would code it, up to 36 bits.</summary>
    private void WriteNumber(ulong value)
    {
        if (value < 0x80)
        {
            _frame.Bits((uint)value, 8);
            return;
        }

        var following = 1;
        while (value >> ((6 * following) + 6 - following) != 0)
        {
            following++;
        }

        _frame.Bits((byte)(0xFF80 >> (following)) | (uint)(value >> (6 * following)), 8);
        while (following-- > 0)
        {
            _frame.Bits(0x80 | (uint)((value >> (6 * following)) & 0x3F), 8);
        }
    }

    private void WriteChannel(Span<int> block, Span<int> residual)
    {
        var wasted = RemoveWastedBits(block);
        var bits = SampleBits - wasted;
        if (!block.ContainsAnyExcept(block[0]))
        {
            WriteSubframeHeader(0, wasted);
            _frame.Bits((uint)block[0], bits);
            return;
        }

        var order = BestOrder(block);
        Predict(block, residual, order);
        var (parameter, cost) = BestParameter(residual[order..]);
        if (cost + (order * bits) + 10 >= (long)block.Length * bits)
        {
            WriteSubframeHeader(1, wasted);
            WriteSamples(block, bits);
            return;
        }

        WriteSubframeHeader(8 | (uint)order, wasted);
        WriteSamples(block[..order], bits);
        _frame.Bits(0, 6);
        _frame.Bits((uint)parameter, 4);
        foreach (var value in residual[order..])
        {
            var folded = Fold(value);
            _frame.Unary(folded >> parameter);
            _frame.Bits(folded, parameter);
        }
    }

    private void WriteSubframeHeader(uint type, int wasted)
    {
        _frame.Bits(type, 7);
        _frame.Bits(wasted > 0 ? 1u : 0, 1);
        if (wasted > 0)
        {
            _frame.Unary((uint)wasted - 1);
        }
    }

    private void WriteSamples(ReadOnlySpan<int> samples, int bits)
    {
        foreach (var sample in samples)
        {
            _frame.Bits((uint)sample, bits);
        }
    }

    /// <summary>G.711 leaves the lowest two or three bits of every sample 0.</summary>
    private static int RemoveWastedBits(Span<int> block)
    {
        var union = 0;
        foreach (var sample in block)
        {
            union |= sample;
        }

        var wasted = union == 0 ? 0 : BitOperations.TrailingZeroCount(union);
        for (var i = 0; wasted > 0 && i < block.Length; i++)
        {
            block[i] >>= wasted;
        }

        return wasted;
    }

    private static int BestOrder(ReadOnlySpan<int> block)
    {
        Span<long> sums = stackalloc long[MaxOrder + 1];
        Span<int> last = stackalloc int[MaxOrder + 1];
        var highest = Math.Min(MaxOrder, block.Length - 1);
        for (var i = 0; i < block.Length; i++)
        {
            // Each order's residual is the difference of the residuals of the order below.
            var difference = block[i];
            for (var order = 0; order <= highest; order++)
            {
                sums[order] += i < highest ? 0 : Math.Abs(difference);
                (last[order], difference) = (difference, difference - last[order]);
            }
        }

        var best = 0;
        for (var order = 1; order <= highest; order++)
        {
            best = sums[order] < sums[best] ? order : best;
        }

        return best;
    }

    private static void Predict(ReadOnlySpan<int> block, Span<int> residual, int order)
    {
        block.CopyTo(residual);
        for (var round = 1; round <= order; round++)
        {
            for (var i = block.Length - 1; i >= round; i--)
            {
                residual[i] -= residual[i - 1];
            }
        }
    }

    private static (int Parameter, long Bits) BestParameter(ReadOnlySpan<int> residual)
    {
        var (best, bestBits) = (0, long.MaxValue);
        for (var parameter = 0; parameter <= MaxRiceParameter; parameter++)
        {
            var bits = (long)residual.Length * (parameter + 1);
            foreach (var value in residual)
            {
                bits += Fold(value) >> parameter;
            }

            (best, bestBits) = bits < bestBits ? (parameter, bits) : (best, bestBits);
        }

        return (best, bestBits);
    }

    private static uint Fold(int value) => (uint)((value << 1) ^ (value >> 31));

    private static uint RateCode(int rate) => rate switch
    {
        8_000 => 4,
        16_000 => 5,
        22_050 => 6,
        24_000 => 7,
        32_000 => 8,
        44_100 => 9,
        48_000 => 10,
        96_000 => 11,
        _ => 0,
    };

    private static byte Checksum8(ReadOnlySpan<byte> bytes)
    {
        const byte Polynomial = 0x07;
        byte sum = 0;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (byte)((sum << 1) ^ ((sum & 0x80) != 0 ? Polynomial : 0));
            }
        }

        return sum;
    }

    private static ushort Checksum16(ReadOnlySpan<byte> bytes)
    {
        const ushort Polynomial = 0x8005;
        ushort sum = 0;
        foreach (var value in bytes)
        {
            sum ^= (ushort)(value << 8);
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (ushort)((sum << 1) ^ ((sum & 0x8000) != 0 ? Polynomial : 0));
            }
        }

        return sum;
    }
}
