using System.Runtime.InteropServices;

namespace FalconEye.Media.Mp4.Playback;

/// <summary>Writes the moof box of a segment and the head of its mdat box.</summary>
internal static class SegmentHead
{
    private const int BoxHead = 8;
    private const int MdatHead = BoxHeader.MaxHeaderLength;
    private const int TrackLength = BoxHead + 16 + 20 + 20;

    /// <summary>Bytes of moof, mfhd and the head of the mdat box.</summary>
    internal const long FixedLength = BoxHead + 16 + MdatHead;

    /// <summary>Bytes that describe a track's samples.</summary>
    internal static long LengthOf(TrackSamples track, SampleRange range) => TrackLength + ((long)range.Count * (HasOffsets(track, range) ? 16 : 12));

    /// <param name="tracks">All tracks.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="origin">When the recording begins in the media time of its fragmented form.</param>
    internal static ReadOnlyMemory<byte> Write(IReadOnlyList<TrackSamples> tracks, PlaybackSegment segment, TimeSpan origin)
    {
        var boxes = new BoxWriter(segment.HeadLength);
        var moof = boxes.Begin(BoxType.Moof);
        var mfhd = boxes.Begin(BoxType.Mfhd, 0, 0);
        boxes.UInt32((uint)(segment.Start.Ticks / TimeSpan.TicksPerMillisecond) + 1);
        boxes.End(mfhd);
        long data = segment.HeadLength;
        foreach (var range in segment.Samples)
        {
            WriteTrack(boxes, tracks[range.Track], range, origin, (uint)data);
            data += tracks[range.Track].PartsOf(range).Sum(part => part.Length);
        }

        boxes.End(moof);
        boxes.UInt32(1);
        boxes.UInt32(BoxType.Mdat.Code);
        boxes.UInt64((ulong)segment.DataLength + MdatHead);
        return boxes.Written;
    }

    private static void WriteTrack(BoxWriter boxes, TrackSamples track, SampleRange range, TimeSpan origin, uint dataOffset) => TrackFragmentBox.Write(
        boxes,
        track.Track.Id,
        range.DecodeTime + track.Track.ToUnits(origin),
        dataOffset,
        CollectionsMarshal.AsSpan(track.Samples).Slice(range.First, range.Count),
        HasOffsets(track, range));

    private static bool HasOffsets(TrackSamples track, SampleRange range)
    {
        if (!track.HasCompositionOffsets)
        {
            return false;
        }

        for (var i = range.First; i < range.First + range.Count; i++)
        {
            if (track.Samples[i].CompositionOffset != 0)
            {
                return true;
            }
        }

        return false;
    }
}
