using System.Buffers.Binary;

namespace FalconEye.Media.Mp4.Playback;

/// <summary>
/// Writes the beginning of a recording's fragmented form: its tracks with their codecs, without samples, edit lists and durations.
/// </summary>
internal static class PlaybackInit
{
    /// <summary>
    /// The first segment begins at a multiple of this, so that its place does not depend on what else a file's head says: that of a file that
    /// grows differs by some bytes from that of the finished one.
    /// </summary>
    private const int RegionUnit = 16 * 1024;

    /// <summary>Where the first segment begins.</summary>
    internal static long RegionOf(ReadOnlyMemory<byte> init) => (init.Length + 8 + RegionUnit - 1) / RegionUnit * RegionUnit;

    /// <summary>What stands between the beginning and the first segment: a box that says it is nothing.</summary>
    internal static byte[] PaddingOf(ReadOnlyMemory<byte> init)
    {
        var padding = new byte[RegionOf(init) - init.Length];
        BinaryPrimitives.WriteUInt32BigEndian(padding, (uint)padding.Length);
        "free"u8.CopyTo(padding.AsSpan(4));
        return padding;
    }

    /// <param name="moov">The payload of the file's moov box, fragmented or not.</param>
    internal static ReadOnlyMemory<byte> Write(ReadOnlySpan<byte> moov)
    {
        var boxes = new BoxWriter(4096);
        List<uint> ids = [];
        InitWriter.WriteFileType(boxes);
        var start = boxes.Begin(BoxType.Moov);
        var inner = new Boxes(moov);
        while (inner.MoveNext())
        {
            if (inner.Current.Type == BoxType.Mvhd)
            {
                CopyWithoutDuration(boxes, inner, afterTimes: 4);
            }
            else if (inner.Current.Type == BoxType.Trak)
            {
                ids.Add(InitSegment.ParseTrack(inner.Payload, default).Id);
                WriteTrack(boxes, inner.Payload);
            }
        }

        InitWriter.WriteDefaults(boxes, ids);
        boxes.End(start);
        return boxes.Written;
    }

    private static void WriteTrack(BoxWriter boxes, ReadOnlySpan<byte> trak)
    {
        var start = boxes.Begin(BoxType.Trak);
        var inner = new Boxes(trak);
        while (inner.MoveNext())
        {
            if (inner.Current.Type == BoxType.Tkhd)
            {
                CopyWithoutDuration(boxes, inner, afterTimes: 8);
            }
            else if (inner.Current.Type == BoxType.Mdia)
            {
                WriteMedia(boxes, inner.Payload);
            }
        }

        boxes.End(start);
    }

    private static void WriteMedia(BoxWriter boxes, ReadOnlySpan<byte> mdia)
    {
        var start = boxes.Begin(BoxType.Mdia);
        var inner = new Boxes(mdia);
        while (inner.MoveNext())
        {
            if (inner.Current.Type == BoxType.Mdhd)
            {
                CopyWithoutDuration(boxes, inner, afterTimes: 4);
            }
            else if (inner.Current.Type == BoxType.Minf)
            {
                WriteInformation(boxes, inner.Payload);
            }
            else
            {
                boxes.Bytes(inner.Whole);
            }
        }

        boxes.End(start);
    }

    private static void WriteInformation(BoxWriter boxes, ReadOnlySpan<byte> minf)
    {
        var start = boxes.Begin(BoxType.Minf);
        var inner = new Boxes(minf);
        while (inner.MoveNext())
        {
            if (inner.Current.Type == BoxType.Stbl)
            {
                WriteTables(boxes, inner.Payload);
            }
            else
            {
                boxes.Bytes(inner.Whole);
            }
        }

        boxes.End(start);
    }

    private static void WriteTables(BoxWriter boxes, ReadOnlySpan<byte> stbl)
    {
        var start = boxes.Begin(BoxType.Stbl);
        var stsd = boxes.Begin(BoxType.Stsd);
        boxes.Bytes(Boxes.Required(stbl, BoxType.Stsd));
        boxes.End(stsd);
        foreach (var (type, fields) in ((BoxType, int)[])[(BoxType.Stts, 1), (BoxType.Stsc, 1), (BoxType.Stsz, 2), (BoxType.Stco, 1)])
        {
            var table = boxes.Begin(type, 0, 0);
            boxes.Zeros(fields * sizeof(uint));
            boxes.End(table);
        }

        boxes.End(start);
    }

    /// <summary>Copies a full box in which the duration stands some bytes behind the two times of change.</summary>
    private static void CopyWithoutDuration(BoxWriter boxes, Boxes box, int afterTimes)
    {
        var isWide = box.Payload is [not 0, ..];
        var (field, length) = (4 + (isWide ? 16 : 8) + afterTimes, isWide ? sizeof(ulong) : sizeof(uint));
        if (box.Payload.Length < field + length)
        {
            throw new Mp4FormatException($"{box.Current.Type} ends before its duration.");
        }

        var copy = boxes.Take((int)box.Current.Length);
        box.Whole.CopyTo(copy);
        copy.Slice(box.Current.HeaderLength + field, length).Clear();
    }
}
