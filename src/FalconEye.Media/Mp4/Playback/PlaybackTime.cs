namespace FalconEye.Media.Mp4.Playback;

/// <summary>Converts times between the units of tracks.</summary>
internal static class PlaybackTime
{
    private const uint MovieTimescale = 1000;

    /// <summary>Converts units, rounded down.</summary>
    /// <exception cref="Mp4FormatException">The result is beyond 64 bits.</exception>
    internal static ulong Convert(UInt128 units, uint from, uint to)
    {
        var result = units * to / from;
        return result <= long.MaxValue ? (ulong)result : throw new Mp4FormatException("A time is beyond all measure.");
    }

    /// <summary>
    /// When a track begins, in its units. A finished file tells it in milliseconds (its edit list), so a file of fragments is taken to do so too:
    /// a recording must not change its layout when it is finished.
    /// </summary>
    internal static ulong Quantize(UInt128 units, uint from, uint to)
    {
        if (from == 0)
        {
            throw new Mp4FormatException("The file has no timescale.");
        }

        return Convert(Convert(units, from, MovieTimescale), MovieTimescale, to);
    }
}
