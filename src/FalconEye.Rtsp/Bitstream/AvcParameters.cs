using System.Globalization;

namespace FalconEye.Rtsp.Bitstream;

/// <summary>What a sequence parameter set of H.264 says (ITU-T H.264, section 7.3.2.1.1).</summary>
public sealed record AvcParameters
{
    /// <summary>The largest frame that is believed, in pixels of one side; level 6.2 allows 16,880.</summary>
    internal const int MaxDimension = 16_880;

    internal const int MaxReorderDepth = 16;

    private const int HeaderLength = 4;

    /// <summary>Its id, 0 to 31.</summary>
    public int Id { get; private init; }

    /// <summary>The profile: 66 is Baseline, 77 Main, 100 High.</summary>
    public byte Profile { get; private init; }

    /// <summary>The byte with the constraint flags, as in the bit stream.</summary>
    public byte Constraints { get; private init; }

    /// <summary>Ten times the level, such as 31.</summary>
    public byte Level { get; private init; }

    /// <summary>Width of the frame in pixels, cropped; 0 when the parameter set cannot be read.</summary>
    public int Width { get; private init; }

    /// <summary>Height of the frame in pixels, cropped, of both fields together; 0 when the parameter set cannot be read.</summary>
    public int Height { get; private init; }

    /// <summary>The chroma format: 1 is 4:2:0.</summary>
    public int ChromaFormat { get; private init; } = 1;

    /// <summary>Bits of a luma sample.</summary>
    public int BitDepthLuma { get; private init; } = 8;

    /// <summary>Bits of a chroma sample.</summary>
    public int BitDepthChroma { get; private init; } = 8;

    /// <summary>
    /// How many frames may precede another in decoding order and follow it in output order. 0 where neither the VUI nor the profile tells:
    /// cameras that use B-frames say so, and most that do not use them say nothing.
    /// </summary>
    public int ReorderDepth { get; private init; }

    /// <summary>Frames a second by the VUI; 0 when it does not tell.</summary>
    public double FrameRate { get; private init; }

    /// <summary>Whether a picture may be a single field.</summary>
    internal bool MayHaveFields { get; private init; }

    internal bool HasSeparateColourPlanes { get; private init; }

    internal int FrameNumberBits { get; private init; }

    /// <summary>The codec for browsers (RFC 6381).</summary>
    public string CodecString => string.Create(CultureInfo.InvariantCulture, $"avc1.{Profile:X2}{Constraints:X2}{Level:X2}");

    private bool HasChromaFormat => Profile is 100 or 110 or 122 or 244 or 44 or 83 or 86 or 118 or 128 or 138 or 139 or 134 or 135;

    /// <summary>Reads a sequence parameter set.</summary>
    /// <param name="nal">The NAL unit, header included.</param>
    /// <returns>
    /// <see langword="null"/> when it has no profile; without size when only the rest cannot be read, which a decoder may still be able to.
    /// </returns>
    public static AvcParameters? Parse(ReadOnlySpan<byte> nal)
    {
        if (nal.Length < HeaderLength)
        {
            return null;
        }

        var head = new AvcParameters { Profile = nal[1], Constraints = nal[2], Level = nal[3] };
        var reader = new BitReader(nal[HeaderLength..]);
        var id = reader.Unsigned(31);
        if (reader.Failed)
        {
            return head;
        }

        head = head with { Id = id };
        return head.WithSequence(ref reader) ?? head;
    }

    /// <summary>The id of a sequence parameter set, or of a picture parameter set with the one of its sequence.</summary>
    internal static (int Id, int SequenceId)? ReadPictureIds(ReadOnlySpan<byte> nal)
    {
        var reader = new BitReader(nal[1..]);
        var ids = (reader.Unsigned(255), reader.Unsigned(31));
        return reader.Failed ? null : ids;
    }

    private AvcParameters? WithSequence(ref BitReader reader)
    {
        var chroma = this;
        if (HasChromaFormat)
        {
            chroma = ReadChroma(ref reader);
        }

        var frameNumberBits = reader.Unsigned(12) + 4;
        var orderType = SkipPictureOrderCount(ref reader);
        reader.Unsigned(16);
        reader.Flag();
        var (width, mapUnits) = (reader.Unsigned(MaxDimension / 16) + 1, reader.Unsigned(MaxDimension / 16) + 1);
        var framesOnly = reader.Flag();
        if (!framesOnly)
        {
            reader.Flag();
        }

        reader.Flag();
        var fieldFactor = framesOnly ? 1 : 2;
        var crop = reader.Flag() ? ReadCrop(ref reader, chroma, fieldFactor) : (Width: 0, Height: 0);
        var (croppedWidth, croppedHeight) = ((width * 16) - crop.Width, (mapUnits * 16 * fieldFactor) - crop.Height);
        if (reader.Failed || croppedWidth <= 0 || croppedHeight <= 0)
        {
            return null;
        }

        var sequence = chroma with
        {
            Width = croppedWidth,
            Height = croppedHeight,
            MayHaveFields = !framesOnly,
            FrameNumberBits = frameNumberBits,
        };
        var usage = reader.Flag() ? AvcUsability.Read(ref reader) : default;
        return sequence with { FrameRate = usage.FrameRate, ReorderDepth = ReorderDepthOf(orderType, usage.ReorderDepth) };
    }

    private AvcParameters ReadChroma(ref BitReader reader)
    {
        var format = reader.Unsigned(3);
        var separate = format == 3 && reader.Flag();
        var (luma, depth) = (reader.Unsigned(6) + 8, reader.Unsigned(6) + 8);
        reader.Flag();
        if (reader.Flag())
        {
            SkipScalingLists(ref reader, format == 3 ? 12 : 8);
        }

        return this with { ChromaFormat = format, HasSeparateColourPlanes = separate, BitDepthLuma = luma, BitDepthChroma = depth };
    }

    /// <summary>What the profile and the kind of picture order count leave no choice in; else what the VUI says, else 0.</summary>
    private int ReorderDepthOf(int orderType, int? usability)
    {
        const byte Baseline = 66, OnlyIntra = 0x10;
        var intraProfile = Profile is 44 or 86 or 100 or 110 or 122 or 244 && (Constraints & OnlyIntra) != 0;
        return orderType == 2 || Profile == Baseline || intraProfile ? 0 : usability ?? 0;
    }

    private static int SkipPictureOrderCount(ref BitReader reader)
    {
        var type = reader.Unsigned(2);
        if (type == 0)
        {
            reader.Unsigned(12);
        }
        else if (type == 1)
        {
            reader.Flag();
            reader.Signed();
            reader.Signed();
            for (var count = reader.Unsigned(255); count > 0 && !reader.Failed; count--)
            {
                reader.Signed();
            }
        }

        return type;
    }

    private static (int Width, int Height) ReadCrop(ref BitReader reader, AvcParameters chroma, int fieldFactor)
    {
        var (left, right) = (reader.Unsigned(MaxDimension), reader.Unsigned(MaxDimension));
        var (top, bottom) = (reader.Unsigned(MaxDimension), reader.Unsigned(MaxDimension));
        var subsampled = !chroma.HasSeparateColourPlanes;
        var unitX = subsampled && chroma.ChromaFormat is 1 or 2 ? 2 : 1;
        var unitY = (subsampled && chroma.ChromaFormat == 1 ? 2 : 1) * fieldFactor;
        return ((left + right) * unitX, (top + bottom) * unitY);
    }

    private static void SkipScalingLists(ref BitReader reader, int count)
    {
        for (var list = 0; list < count && !reader.Failed; list++)
        {
            if (reader.Flag())
            {
                SkipScalingList(ref reader, list < 6 ? 16 : 64);
            }
        }
    }

    private static void SkipScalingList(ref BitReader reader, int size)
    {
        var (last, next) = (8, 8);
        for (var i = 0; i < size && next != 0 && !reader.Failed; i++)
        {
            next = (last + reader.Signed()) & 0xFF;
            last = next == 0 ? last : next;
        }
    }
}
