namespace FalconEye.Rtsp.Bitstream;

/// <summary>What the video usability information of H.264 says (ITU-T H.264, section E.1.1), as far as it can be read.</summary>
/// <param name="FrameRate">Frames a second; 0 when it is not stated.</param>
/// <param name="ReorderDepth">max_num_reorder_frames; <see langword="null"/> when it is not stated.</param>
internal readonly record struct AvcUsability(double FrameRate, int? ReorderDepth)
{
    internal static AvcUsability Read(ref BitReader reader)
    {
        SkipAppearance(ref reader);
        var frameRate = reader.Flag() ? ReadFrameRate(ref reader) : 0;
        var (network, video) = (SkipBuffering(ref reader), SkipBuffering(ref reader));
        if (network || video)
        {
            reader.Flag();
        }

        reader.Flag();
        var restricted = reader.Flag();
        if (reader.Failed || !restricted)
        {
            return new AvcUsability(frameRate, null);
        }

        reader.Flag();
        for (var i = 0; i < 4; i++)
        {
            reader.Unsigned();
        }

        var depth = reader.Unsigned(AvcParameters.MaxReorderDepth);
        return new AvcUsability(frameRate, reader.Failed ? null : depth);
    }

    private static void SkipAppearance(ref BitReader reader)
    {
        const uint ExtendedAspectRatio = 255;
        if (reader.Flag() && reader.Bits(8) == ExtendedAspectRatio)
        {
            reader.Skip(32);
        }

        if (reader.Flag())
        {
            reader.Flag();
        }

        if (reader.Flag())
        {
            reader.Skip(4);
            if (reader.Flag())
            {
                reader.Skip(24);
            }
        }

        if (reader.Flag())
        {
            reader.Unsigned();
            reader.Unsigned();
        }
    }

    /// <summary>A tick is a field, so a frame takes two.</summary>
    private static double ReadFrameRate(ref BitReader reader)
    {
        var (ticks, scale) = (reader.Bits(32), reader.Bits(32));
        reader.Flag();
        return ticks == 0 || reader.Failed ? 0 : scale / (2.0 * ticks);
    }

    private static bool SkipBuffering(ref BitReader reader)
    {
        if (!reader.Flag())
        {
            return false;
        }

        var count = reader.Unsigned(31) + 1;
        reader.Skip(8);
        for (var i = 0; i < count && !reader.Failed; i++)
        {
            reader.Unsigned();
            reader.Unsigned();
            reader.Flag();
        }

        reader.Skip(20);
        return true;
    }
}
