using FalconEye.Rtsp.Bitstream;

namespace FalconEye.Rtsp.Units;

/// <summary>StreamMuxConfig (ISO/IEC 14496-3, section 1.7.3.2).</summary>
/// <param name="Configuration">The AudioSpecificConfig in it.</param>
/// <param name="Frames">Frames in an element.</param>
internal sealed record LatmConfiguration(byte[] Configuration, int Frames)
{
    /// <summary>Reads one.</summary>
    /// <returns><see langword="null"/> for one with several programs or layers, or that cannot be read.</returns>
    internal static LatmConfiguration? Read(ref BitReader reader)
    {
        var version = reader.Bits(1);
        if (version == 1)
        {
            if (reader.Flag())
            {
                return null;
            }

            ReadValue(ref reader);
        }

        reader.Flag();
        var frames = (int)reader.Bits(6) + 1;
        var (programs, layers) = (reader.Bits(4), reader.Bits(3));
        if (programs != 0 || layers != 0 || reader.Failed)
        {
            return null;
        }

        var configuration = version == 0 ? CopyMeasured(ref reader) : Copy(ref reader, ReadValue(ref reader));
        var lengthType = reader.Bits(3);
        reader.Skip(8);
        SkipOther(ref reader, version);
        return configuration is null || lengthType != 0 || reader.Failed ? null : new LatmConfiguration(configuration, frames);
    }

    /// <summary>The configuration's own fields tell where it ends.</summary>
    private static byte[]? CopyMeasured(ref BitReader reader)
    {
        var ahead = reader;
        return AacConfiguration.Read(ref ahead) is { } parsed ? Copy(ref reader, (uint)parsed.Length) : null;
    }

    private static byte[]? Copy(ref BitReader reader, uint bits)
    {
        const uint MaxBits = 8 * 64;
        if (bits > MaxBits)
        {
            return null;
        }

        var copy = new byte[(bits + 7) / 8];
        for (var i = 0; i < copy.Length; i++)
        {
            var taken = (int)Math.Min(8, bits - (i * 8));
            copy[i] = (byte)(reader.Bits(taken) << (8 - taken));
        }

        return copy;
    }

    private static void SkipOther(ref BitReader reader, uint version)
    {
        if (reader.Flag())
        {
            if (version == 1)
            {
                ReadValue(ref reader);
            }
            else
            {
                bool more;
                do
                {
                    more = reader.Flag();
                    reader.Skip(8);
                }
                while (more && !reader.Failed);
            }
        }

        if (reader.Flag())
        {
            reader.Skip(8);
        }
    }

    /// <summary>LatmGetValue: how many bytes, less one, then the bytes.</summary>
    private static uint ReadValue(ref BitReader reader)
    {
        var bytes = (int)reader.Bits(2) + 1;
        return reader.Bits(bytes * 8);
    }
}
