namespace FalconEye.Media.Audio;

/// <summary>Decodes G.711 (ITU-T G.711): each byte is one sample of 13 or 14 bits, here scaled to 16.</summary>
public static class G711
{
    private static readonly short[] MuLaw = [.. Enumerable.Range(0, 256).Select(code => DecodeMuLaw((byte)code))];
    private static readonly short[] ALaw = [.. Enumerable.Range(0, 256).Select(code => DecodeALaw((byte)code))];

    /// <summary>Decodes µ-law.</summary>
    /// <param name="codes">The bytes.</param>
    /// <param name="samples">Receives one sample for each byte.</param>
    public static void DecodeMuLaw(ReadOnlySpan<byte> codes, Span<short> samples) => Decode(MuLaw, codes, samples);

    /// <summary>Decodes A-law.</summary>
    /// <param name="codes">The bytes.</param>
    /// <param name="samples">Receives one sample for each byte.</param>
    public static void DecodeALaw(ReadOnlySpan<byte> codes, Span<short> samples) => Decode(ALaw, codes, samples);

    private static void Decode(short[] table, ReadOnlySpan<byte> codes, Span<short> samples)
    {
        for (var i = 0; i < codes.Length; i++)
        {
            samples[i] = table[codes[i]];
        }
    }

    private static short DecodeMuLaw(byte code)
    {
        const int Bias = 0x84;
        var inverted = ~code & 0xFF;
        var magnitude = ((((inverted & 0x0F) << 3) + Bias) << ((inverted >> 4) & 7)) - Bias;
        return (short)((inverted & 0x80) != 0 ? -magnitude : magnitude);
    }

    private static short DecodeALaw(byte code)
    {
        var inverted = code ^ 0x55;
        var (exponent, mantissa) = ((inverted >> 4) & 7, inverted & 0x0F);
        var magnitude = exponent == 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1);
        return (short)((inverted & 0x80) != 0 ? magnitude : -magnitude);
    }
}
