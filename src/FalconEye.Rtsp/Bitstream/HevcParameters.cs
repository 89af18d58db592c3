using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace FalconEye.Rtsp.Bitstream;

/// <summary>
/// What a sequence parameter set of H.265 says (ITU-T H.265, section 7.3.2.2), up to the depth of reordering. What follows (scaling lists,
/// reference picture sets, VUI) is never read, so no camera's peculiarity in it matters.
/// </summary>
public sealed record HevcParameters
{
    private const int HeaderLength = 2;
    private const int ProfileLength = 12;

    private readonly byte[] _profile = new byte[ProfileLength];

    /// <summary>Its id, 0 to 15.</summary>
    public int Id { get; private init; }

    /// <summary>general_profile_space to general_level_idc: 12 bytes, as hvcC holds them.</summary>
    public ReadOnlyMemory<byte> Profile => _profile;

    /// <summary>Number of temporal sub-layers.</summary>
    public int TemporalLayers { get; private init; } = 1;

    /// <summary>Whether a decoder may go up to a higher temporal layer at any picture.</summary>
    public bool HasNestedTemporalIds { get; private init; }

    /// <summary>Width of the frame in pixels, cropped; 0 when the parameter set cannot be read.</summary>
    public int Width { get; private init; }

    /// <summary>Height of the frame in pixels, cropped; 0 when the parameter set cannot be read.</summary>
    public int Height { get; private init; }

    /// <summary>The chroma format: 1 is 4:2:0.</summary>
    public int ChromaFormat { get; private init; } = 1;

    /// <summary>Bits of a luma sample.</summary>
    public int BitDepthLuma { get; private init; } = 8;

    /// <summary>Bits of a chroma sample.</summary>
    public int BitDepthChroma { get; private init; } = 8;

    /// <summary>How many frames may precede another in decoding order and follow it in output order.</summary>
    public int ReorderDepth { get; private init; }

    /// <summary>The codec for browsers (ISO/IEC 14496-15, annex E).</summary>
    public string CodecString
    {
        get
        {
            var text = new StringBuilder("hvc1.");
            var space = _profile[0] >> 6;
            if (space > 0)
            {
                text.Append((char)('A' + space - 1));
            }

            text.Append(_profile[0] & 0x1F);
            text.Append(CultureInfo.InvariantCulture, $".{ReverseBits(BinaryPrimitives.ReadUInt32BigEndian(_profile.AsSpan(1))):X}");
            text.Append(CultureInfo.InvariantCulture, $".{((_profile[0] & 0x20) != 0 ? 'H' : 'L')}{_profile[11]}");
            foreach (var constraint in _profile.AsSpan(5, 6).TrimEnd((byte)0))
            {
                text.Append(CultureInfo.InvariantCulture, $".{constraint:X}");
            }

            return text.ToString();
        }
    }

    /// <summary>Reads a sequence parameter set.</summary>
    /// <param name="nal">The NAL unit, header included.</param>
    /// <returns>
    /// <see langword="null"/> when it has no profile; without size when only the rest cannot be read, which a decoder may still be able to.
    /// </returns>
    public static HevcParameters? Parse(ReadOnlySpan<byte> nal)
    {
        if (nal.Length <= HeaderLength)
        {
            return null;
        }

        var reader = new BitReader(nal[HeaderLength..]);
        reader.Skip(4);
        var subLayers = (int)Math.Min(reader.Bits(3), 6);
        var head = new HevcParameters { TemporalLayers = subLayers + 1, HasNestedTemporalIds = reader.Flag() };
        for (var i = 0; i < ProfileLength; i++)
        {
            head._profile[i] = (byte)reader.Bits(8);
        }

        if (reader.Failed)
        {
            return null;
        }

        SkipSubLayerProfiles(ref reader, subLayers);
        var id = reader.Unsigned(15);
        if (reader.Failed)
        {
            return head;
        }

        head = head with { Id = id };
        return head.WithSequence(ref reader, subLayers) ?? head;
    }

    private HevcParameters? WithSequence(ref BitReader reader, int subLayers)
    {
        var format = reader.Unsigned(3);
        var separate = format == 3 && reader.Flag();
        var (width, height) = (reader.Unsigned(AvcParameters.MaxDimension), reader.Unsigned(AvcParameters.MaxDimension));
        if (reader.Flag())
        {
            var unitX = !separate && format is 1 or 2 ? 2 : 1;
            var unitY = !separate && format == 1 ? 2 : 1;
            width -= (reader.Unsigned(AvcParameters.MaxDimension) + reader.Unsigned(AvcParameters.MaxDimension)) * unitX;
            height -= (reader.Unsigned(AvcParameters.MaxDimension) + reader.Unsigned(AvcParameters.MaxDimension)) * unitY;
        }

        var (luma, chroma) = (reader.Unsigned(8) + 8, reader.Unsigned(8) + 8);
        if (reader.Failed || width <= 0 || height <= 0)
        {
            return null;
        }

        return this with
        {
            Width = width,
            Height = height,
            ChromaFormat = format,
            BitDepthLuma = luma,
            BitDepthChroma = chroma,
            ReorderDepth = ReadReorderDepth(ref reader, subLayers),
        };
    }

    /// <summary>The depth of the highest layer, which is the last one.</summary>
    private static int ReadReorderDepth(ref BitReader reader, int subLayers)
    {
        reader.Unsigned(12);
        var depth = 0;
        for (var layers = reader.Flag() ? subLayers + 1 : 1; layers > 0; layers--)
        {
            reader.Unsigned();
            depth = reader.Unsigned(AvcParameters.MaxReorderDepth);
            reader.Unsigned();
        }

        return reader.Failed ? 0 : depth;
    }

    private static void SkipSubLayerProfiles(ref BitReader reader, int subLayers)
    {
        if (subLayers == 0)
        {
            return;
        }

        var flags = reader.Bits(2 * 8);
        for (var i = 0; i < subLayers; i++)
        {
            var (hasProfile, hasLevel) = ((flags & (0x8000 >> (2 * i))) != 0, (flags & (0x4000 >> (2 * i))) != 0);
            reader.Skip((hasProfile ? 88 : 0) + (hasLevel ? 8 : 0));
        }
    }

    private static uint ReverseBits(uint value)
    {
        value = ((value >> 1) & 0x5555_5555) | ((value & 0x5555_5555) << 1);
        value = ((value >> 2) & 0x3333_3333) | ((value & 0x3333_3333) << 2);
        value = ((value >> 4) & 0x0F0F_0F0F) | ((value & 0x0F0F_0F0F) << 4);
        return BinaryPrimitives.ReverseEndianness(value);
    }
}
