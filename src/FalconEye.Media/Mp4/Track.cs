namespace FalconEye.Media.Mp4;

/// <summary>A track of a fragmented MP4 file.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Timescale">Its units of time in a second.</param>
/// <param name="IsVideo">Whether it is the picture.</param>
/// <param name="DefaultDuration">
/// A sample's duration where the fragment names none (trex), in units of <paramref name="Timescale"/>.
/// </param>
/// <param name="DefaultSize">A sample's size where the fragment names none, in bytes.</param>
/// <param name="DefaultFlags">A sample's flags where the fragment names none.</param>
public sealed record Track(uint Id, uint Timescale, bool IsVideo, uint DefaultDuration, uint DefaultSize, uint DefaultFlags)
{
    /// <summary>Units of this track's time as time.</summary>
    internal TimeSpan ToTime(ulong units)
    {
        var ticks = (UInt128)units * TimeSpan.TicksPerSecond / Timescale;
        return ticks > long.MaxValue ? throw new Mp4FormatException("A time is beyond all measure.") : new TimeSpan((long)ticks);
    }

    /// <summary>Time in the nearest units of this track.</summary>
    internal ulong ToUnits(TimeSpan time) =>
        (ulong)((((UInt128)time.Ticks * Timescale) + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond);
}
