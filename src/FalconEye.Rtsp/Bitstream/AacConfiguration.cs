namespace FalconEye.Rtsp.Bitstream;

/// <summary>What an AudioSpecificConfig says (ISO/IEC 14496-3, section 1.6.2.1).</summary>
/// <param name="ObjectType">2 is AAC-LC, 5 SBR (HE-AAC), 29 PS (HE-AAC v2).</param>
/// <param name="CoreRate">Samples a second of the core, of which a frame has <paramref name="FrameLength"/>.</param>
/// <param name="SampleRate">Samples a second of what is heard: twice the core's with SBR.</param>
/// <param name="Channels">Channels of the core; 0 when a program config element describes them.</param>
/// <param name="FrameLength">Samples of a frame at the core's rate: 1024 or 960.</param>
/// <param name="Length">Bits of the configuration.</param>
public sealed record AacConfiguration(int ObjectType, int CoreRate, int SampleRate, int Channels, int FrameLength, int Length)
{
    private const int LowComplexity = 2;
    private const int SpectralReplication = 5;
    private const int ParametricStereo = 29;
    private const int ExplicitRate = 15;

    private static readonly int[] Rates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];

    /// <summary>The codec for browsers (RFC 6381).</summary>
    public string CodecString => $"mp4a.40.{ObjectType}";

    /// <summary>Reads a configuration.</summary>
    /// <param name="bytes">Its bytes; more may follow.</param>
    /// <returns><see langword="null"/> when it cannot be read, or is not of AAC.</returns>
    public static AacConfiguration? Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new BitReader(bytes, isEscaped: false);
        return Read(ref reader);
    }

    /// <summary>Makes the configuration of AAC-LC, for streams that come without one.</summary>
    /// <returns>Empty for a rate or number of channels that has no code.</returns>
    internal static byte[] Create(int rate, int channels) => Array.IndexOf(Rates, rate) is var index and >= 0 && channels is >= 1 and <= 7
        ? [(byte)((LowComplexity << 3) | (index >> 1)), (byte)(((index & 1) << 7) | (channels << 3))]
        : [];

    internal static AacConfiguration? Read(ref BitReader reader)
    {
        var start = reader.Position;
        var type = ReadObjectType(ref reader);
        var (core, channels) = (ReadRate(ref reader), (int)reader.Bits(4));
        var (heard, coded) = (core, type);
        if (type is SpectralReplication or ParametricStereo)
        {
            heard = ReadRate(ref reader);
            coded = ReadObjectType(ref reader);
        }

        if (coded is not (>= 1 and <= 4 or 6 or 7))
        {
            return null;
        }

        var frameLength = reader.Flag() ? 960 : 1024;
        if (reader.Flag())
        {
            reader.Skip(14);
        }

        reader.Flag();
        return reader.Failed || core <= 0 || heard <= 0 || channels > 7
            ? null
            : new AacConfiguration(type, core, heard, channels, frameLength, reader.Position - start);
    }

    private static int ReadObjectType(ref BitReader reader)
    {
        const uint Escape = 31;
        var type = reader.Bits(5);
        return (int)(type == Escape ? 32 + reader.Bits(6) : type);
    }

    private static int ReadRate(ref BitReader reader)
    {
        var index = (int)reader.Bits(4);
        return index == ExplicitRate ? (int)reader.Bits(24) : index < Rates.Length ? Rates[index] : 0;
    }
}
