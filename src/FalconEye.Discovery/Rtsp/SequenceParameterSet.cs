using FalconEye.Contracts.Cameras;

namespace FalconEye.Discovery.Rtsp;

/// <summary>The picture's size in the parameter set that a description carries (H.264 section 7.3.2.1.1, H.265 section 7.3.2.2).</summary>
internal static class SequenceParameterSet
{
    private const int H264Type = 7;
    private const int H265Type = 33;

    /// <param name="codec"><c>h264</c> or <c>hevc</c>.</param>
    /// <param name="base64">One NAL unit.</param>
    /// <returns><see langword="null"/> for another unit, another codec, or one that is broken.</returns>
    internal static Resolution? SizeOf(string codec, string base64)
    {
        Span<byte> unit = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, unit, out var length) || length < 4)
        {
            return null;
        }

        unit = unit[..length];
        return codec switch
        {
            "h264" when (unit[0] & 0x1F) == H264Type => ReadH264(new BitReader(unit[1..])),
            "hevc" when (unit[0] >> 1 & 0x3F) == H265Type => ReadH265(new BitReader(unit[2..])),
            _ => null,
        };
    }

    private static Resolution? ReadH264(BitReader bits)
    {
        var profile = bits.Read(8);
        bits.Skip(16);
        bits.ReadGolomb();
        var chroma = 1u;
        if (profile is 100 or 110 or 122 or 244 or 44 or 83 or 86 or 118 or 128 or 138 or 139 or 134 or 135)
        {
            chroma = bits.ReadGolomb();
            bits.Skip(chroma == 3 ? 1 : 0);
            bits.ReadGolomb();
            bits.ReadGolomb();
            bits.Skip(1);
            SkipScalingMatrix(ref bits, chroma == 3 ? 12 : 8);
        }

        bits.ReadGolomb();
        SkipPictureOrderCount(ref bits);
        bits.ReadGolomb();
        bits.Skip(1);
        var (columns, rows) = (bits.ReadGolomb() + 1, bits.ReadGolomb() + 1);
        var framesOnly = bits.Read(1);
        bits.Skip(framesOnly == 1 ? 1 : 2);
        var fields = 2 - framesOnly;
        var (unitX, unitY) = (chroma is 1 or 2 ? 2u : 1u, (chroma == 1 ? 2u : 1u) * fields);
        return Crop(ref bits, columns * 16, rows * 16 * fields, unitX, unitY);
    }

    private static void SkipScalingMatrix(ref BitReader bits, int lists)
    {
        if (bits.Read(1) == 0)
        {
            return;
        }

        for (var list = 0; list < lists; list++)
        {
            if (bits.Read(1) == 0)
            {
                continue;
            }

            var (last, next) = (8, 8);
            for (var left = list < 6 ? 16 : 64; left > 0 && next != 0; left--)
            {
                next = (last + bits.ReadSignedGolomb()) & 0xFF;
                last = next == 0 ? last : next;
            }
        }
    }

    private static void SkipPictureOrderCount(ref BitReader bits)
    {
        var kind = bits.ReadGolomb();
        if (kind == 0)
        {
            bits.ReadGolomb();
        }
        else if (kind == 1)
        {
            bits.Skip(1);
            bits.ReadGolomb();
            bits.ReadGolomb();
            for (var left = Math.Min(bits.ReadGolomb(), 255); left > 0; left--)
            {
                bits.ReadGolomb();
            }
        }
    }

    private static Resolution? ReadH265(BitReader bits)
    {
        bits.Skip(4);
        var layers = (int)bits.Read(3);
        bits.Skip(1 + 96);
        SkipLayers(ref bits, layers);
        bits.ReadGolomb();
        var chroma = bits.ReadGolomb();
        bits.Skip(chroma == 3 ? 1 : 0);
        var (width, height) = (bits.ReadGolomb(), bits.ReadGolomb());
        return Crop(ref bits, width, height, chroma is 1 or 2 ? 2u : 1u, chroma == 1 ? 2u : 1u);
    }

    private static void SkipLayers(ref BitReader bits, int layers)
    {
        var present = new (bool Profile, bool Level)[layers];
        for (var layer = 0; layer < layers; layer++)
        {
            present[layer] = (bits.Read(1) == 1, bits.Read(1) == 1);
        }

        bits.Skip(layers > 0 ? (8 - layers) * 2 : 0);
        foreach (var (profile, level) in present)
        {
            bits.Skip((profile ? 88 : 0) + (level ? 8 : 0));
        }
    }

    /// <summary>Both standards cut the coded picture, which is made of whole blocks, to the one that is shown.</summary>
    private static Resolution? Crop(ref BitReader bits, uint width, uint height, uint unitX, uint unitY)
    {
        if (bits.Read(1) == 1)
        {
            var (left, right, top, bottom) = (bits.ReadGolomb(), bits.ReadGolomb(), bits.ReadGolomb(), bits.ReadGolomb());
            (width, height) = (width - (unitX * (left + right)), height - (unitY * (top + bottom)));
        }

        return bits.IsExhausted ? null : Resolution.TryParse($"{width}x{height}");
    }

    /// <summary>Reads bits, without the bytes that keep start codes from appearing in a unit (H.264 section 7.4.1).</summary>
    private ref struct BitReader
    {
        private readonly Span<byte> _data;
        private int _position;

        internal BitReader(Span<byte> unit)
        {
            var length = 0;
            for (var (index, zeros) = (0, 0); index < unit.Length; index++)
            {
                var isStuffing = zeros >= 2 && unit[index] == 3;
                zeros = unit[index] == 0 ? zeros + 1 : 0;
                if (!isStuffing)
                {
                    unit[length++] = unit[index];
                }
            }

            _data = unit[..length];
        }

        /// <summary>Whether more was asked for than there is; what was read then is zeros.</summary>
        internal readonly bool IsExhausted => _position > _data.Length * 8;

        internal void Skip(int count) => _position += count;

        internal uint Read(int count)
        {
            var value = 0u;
            for (; count > 0; count--, _position++)
            {
                var bit = _position < _data.Length * 8 ? _data[_position / 8] >> (7 - (_position % 8)) & 1 : 0;
                value = (value << 1) | (uint)bit;
            }

            return value;
        }

        internal uint ReadGolomb()
        {
            var zeros = 0;
            while (zeros < 31 && !IsExhausted && Read(1) == 0)
            {
                zeros++;
            }

            return (1u << zeros) - 1 + Read(zeros);
        }

        internal int ReadSignedGolomb()
        {
            var value = ReadGolomb();
            return (value & 1) == 1 ? (int)((value + 1) / 2) : -(int)(value / 2);
        }
    }
}
