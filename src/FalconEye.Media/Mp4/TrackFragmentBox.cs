namespace FalconEye.Media.Mp4;

/// <summary>Writes the traf box of a fragment: when its samples are decoded, and how long and large each is (ISO/IEC 14496-12, 8.8.6).</summary>
internal static class TrackFragmentBox
{
    /// <param name="boxes">Where to write.</param>
    /// <param name="trackId">The track.</param>
    /// <param name="decodeTime">When the first sample is decoded, in units of the track.</param>
    /// <param name="dataOffset">Where the samples begin, in bytes from the beginning of the fragment.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="hasOffsets">Whether one of them is shown at another time than it is decoded at.</param>
    /// <returns>Where <paramref name="dataOffset"/> was written, so that it can be replaced.</returns>
    internal static int Write(BoxWriter boxes, uint trackId, ulong decodeTime, uint dataOffset, ReadOnlySpan<Sample> samples, bool hasOffsets)
    {
        const uint DefaultBaseIsMoof = 0x02_0000;
        const uint DataOffset = 0x1, SampleDuration = 0x100, SampleSize = 0x200, SampleFlags = 0x400, CompositionOffset = 0x800;
        var traf = boxes.Begin(BoxType.Traf);
        var tfhd = boxes.Begin(BoxType.Tfhd, 0, DefaultBaseIsMoof);
        boxes.UInt32(trackId);
        boxes.End(tfhd);
        var tfdt = boxes.Begin(BoxType.Tfdt, 1, 0);
        boxes.UInt64(decodeTime);
        boxes.End(tfdt);
        var trun = boxes.Begin(BoxType.Trun, 1, DataOffset | SampleDuration | SampleSize | SampleFlags | (hasOffsets ? CompositionOffset : 0));
        boxes.UInt32((uint)samples.Length);
        var dataOffsetField = boxes.Length;
        boxes.UInt32(dataOffset);
        foreach (var sample in samples)
        {
            boxes.UInt32(sample.Duration);
            boxes.UInt32(sample.Size);
            boxes.UInt32(sample.Flags);
            if (hasOffsets)
            {
                boxes.UInt32((uint)sample.CompositionOffset);
            }
        }

        boxes.End(trun);
        boxes.End(traf);
        return dataOffsetField;
    }
}
