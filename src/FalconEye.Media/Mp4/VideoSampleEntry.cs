using FalconEye.Rtsp;
using FalconEye.Rtsp.Bitstream;

namespace FalconEye.Media.Mp4;

/// <summary>Describes video to a player (ISO/IEC 14496-12, section 12.1.3; 14496-15 for H.264 and H.265).</summary>
internal static class VideoSampleEntry
{
    /// <summary>Lengths of NAL units have four bytes.</summary>
    private const byte LengthSizeMinusOne = 3;

    internal static void Write(BoxWriter boxes, TrackDescription track)
    {
        var entry = boxes.Begin(track.Codec switch
        {
            MediaCodec.H264 => BoxType.Avc1,

            // Not hev1: Apple's players take H.265 by this name only.
            MediaCodec.H265 => BoxType.Hvc1,
            _ => BoxType.Jpeg,
        });
        WriteVisual(boxes, track);
        if (track.Codec == MediaCodec.H264)
        {
            WriteAvcConfiguration(boxes, track.ParameterSets);
        }
        else if (track.Codec == MediaCodec.H265)
        {
            WriteHevcConfiguration(boxes, track.ParameterSets);
        }

        boxes.End(entry);
    }

    private static void WriteVisual(BoxWriter boxes, TrackDescription track)
    {
        const uint Resolution72Dpi = 0x0048_0000;
        const ushort Depth24 = 24, NoColourTable = 0xFFFF;
        boxes.Zeros(6);
        boxes.UInt16(1);
        boxes.Zeros(16);
        boxes.UInt16((ushort)track.Width);
        boxes.UInt16((ushort)track.Height);
        boxes.UInt32(Resolution72Dpi);
        boxes.UInt32(Resolution72Dpi);
        boxes.UInt32(0);
        boxes.UInt16(1);
        boxes.Zeros(32);
        boxes.UInt16(Depth24);
        boxes.UInt16(NoColourTable);
    }

    private static void WriteAvcConfiguration(BoxWriter boxes, IReadOnlyList<ReadOnlyMemory<byte>> sets)
    {
        const int SequenceType = 7, PictureType = 8;
        var sequences = sets.Where(set => (set.Span[0] & 0x1F) == SequenceType).ToList();
        var pictures = sets.Where(set => (set.Span[0] & 0x1F) == PictureType).ToList();
        var sequence = sequences.Count > 0 ? AvcParameters.Parse(sequences[0].Span) : null;
        if (sequence is null)
        {
            throw new ArgumentException("The track has no sequence parameter set.", nameof(sets));
        }

        var start = boxes.Begin(BoxType.AvcC);
        boxes.Byte(1);
        boxes.Byte(sequence.Profile);
        boxes.Byte(sequence.Constraints);
        boxes.Byte(sequence.Level);
        boxes.Byte(0xFC | LengthSizeMinusOne);
        boxes.Byte((byte)(0xE0 | sequences.Count));
        sequences.ForEach(set => WriteSet(boxes, set));
        boxes.Byte((byte)pictures.Count);
        pictures.ForEach(set => WriteSet(boxes, set));
        if (sequence.Profile is 100 or 110 or 122 or 144 or 244)
        {
            boxes.Byte((byte)(0xFC | sequence.ChromaFormat));
            boxes.Byte((byte)(0xF8 | (sequence.BitDepthLuma - 8)));
            boxes.Byte((byte)(0xF8 | (sequence.BitDepthChroma - 8)));
            boxes.Byte(0);
        }

        boxes.End(start);
    }

    private static void WriteHevcConfiguration(BoxWriter boxes, IReadOnlyList<ReadOnlyMemory<byte>> sets)
    {
        const int VideoType = 32, SequenceType = 33, PictureType = 34;
        var byType = sets.ToLookup(set => (set.Span[0] >> 1) & 0x3F);
        var sequence = byType[SequenceType].Select(set => HevcParameters.Parse(set.Span)).FirstOrDefault()
            ?? throw new ArgumentException("The track has no sequence parameter set.", nameof(sets));
        var start = boxes.Begin(BoxType.HvcC);
        boxes.Byte(1);
        boxes.Bytes(sequence.Profile.Span);
        boxes.UInt16(0xF000);
        boxes.Byte(0xFC);
        boxes.Byte((byte)(0xFC | sequence.ChromaFormat));
        boxes.Byte((byte)(0xF8 | (sequence.BitDepthLuma - 8)));
        boxes.Byte((byte)(0xF8 | (sequence.BitDepthChroma - 8)));
        boxes.UInt16(0);
        boxes.Byte((byte)((sequence.TemporalLayers << 3) | (sequence.HasNestedTemporalIds ? 4 : 0) | LengthSizeMinusOne));
        boxes.Byte(3);
        foreach (var type in (ReadOnlySpan<int>)[VideoType, SequenceType, PictureType])
        {
            const int IsComplete = 0x80;
            var members = byType[type].ToList();
            boxes.Byte((byte)(IsComplete | type));
            boxes.UInt16((ushort)members.Count);
            members.ForEach(set => WriteSet(boxes, set));
        }

        boxes.End(start);
    }

    private static void WriteSet(BoxWriter boxes, ReadOnlyMemory<byte> set)
    {
        boxes.UInt16((ushort)set.Length);
        boxes.Bytes(set.Span);
    }
}
