using FalconEye.Media.Audio;
using FalconEye.Rtsp;

namespace FalconEye.Media.Mp4;

/// <summary>Describes sound to a player (ISO/IEC 14496-12, section 12.2.3).</summary>
internal static class AudioSampleEntry
{
    private const ushort SampleBits = 16;

    internal static void Write(BoxWriter boxes, TrackDescription track)
    {
        var entry = boxes.Begin(track.Codec switch
        {
            MediaCodec.Aac => BoxType.Mp4a,
            MediaCodec.Opus => BoxType.Opus,
            _ => BoxType.Flac,
        });
        boxes.Zeros(6);
        boxes.UInt16(1);
        boxes.Zeros(8);
        boxes.UInt16((ushort)Math.Max(track.Channels, 1));
        boxes.UInt16(SampleBits);
        boxes.UInt32(0);
        boxes.UInt32(track.SampleRate <= ushort.MaxValue ? (uint)track.SampleRate << 16 : 0);
        switch (track.Codec)
        {
            case MediaCodec.Aac:
                WriteAac(boxes, track.Configuration.Span);
                break;
            case MediaCodec.Opus:
                WriteOpus(boxes, track);
                break;
            default:
                WriteFlac(boxes, track);
                break;
        }

        boxes.End(entry);
    }

    /// <summary>An ES descriptor with its decoder's configuration (ISO/IEC 14496-1, section 7.2.6).</summary>
    private static void WriteAac(BoxWriter boxes, ReadOnlySpan<byte> configuration)
    {
        const byte Stream = 3, Decoder = 4, DecoderSpecific = 5, SyncLayer = 6;
        const byte Mpeg4Audio = 0x40, AudioStream = 0x15, PredefinedForMp4 = 2;
        const int DecoderLength = 13, DescriptorHead = 5, StreamFields = 3;
        var esds = boxes.Begin(BoxType.Esds, 0, 0);
        WriteDescriptor(boxes, Stream, StreamFields + DescriptorHead + DecoderLength + DescriptorHead + configuration.Length + DescriptorHead + 1);
        boxes.Zeros(StreamFields);
        WriteDescriptor(boxes, Decoder, DecoderLength + DescriptorHead + configuration.Length);
        boxes.Byte(Mpeg4Audio);
        boxes.Byte(AudioStream);
        boxes.Zeros(11);
        WriteDescriptor(boxes, DecoderSpecific, configuration.Length);
        boxes.Bytes(configuration);
        WriteDescriptor(boxes, SyncLayer, 1);
        boxes.Byte(PredefinedForMp4);
        boxes.End(esds);
    }

    /// <summary>Lengths in the form of four bytes.</summary>
    private static void WriteDescriptor(BoxWriter boxes, byte tag, int length)
    {
        boxes.Byte(tag);
        for (var shift = 21; shift > 0; shift -= 7)
        {
            boxes.Byte((byte)(0x80 | ((length >> shift) & 0x7F)));
        }

        boxes.Byte((byte)(length & 0x7F));
    }

    /// <summary>"Encapsulation of Opus in ISO Base Media File Format", section 4.3.2. RTP has no samples to skip at the beginning.</summary>
    private static void WriteOpus(BoxWriter boxes, TrackDescription track)
    {
        const uint Rate = 48_000;
        var configuration = boxes.Begin(BoxType.OpusConfiguration);
        boxes.Byte(0);
        boxes.Byte((byte)Math.Clamp(track.Channels, 1, 2));
        boxes.UInt16(0);
        boxes.UInt32(Rate);
        boxes.UInt16(0);
        boxes.Byte(0);
        boxes.End(configuration);
    }

    /// <summary>"Encapsulation of FLAC in ISO Base Media File Format", section 3.3.2: the STREAMINFO block, which is the last one.</summary>
    private static void WriteFlac(BoxWriter boxes, TrackDescription track)
    {
        const uint IsLastBlock = 0x8000_0000;
        var info = FlacEncoder.StreamInfo(track.SampleRate, Math.Clamp(track.Channels, 1, 8));
        var configuration = boxes.Begin(BoxType.FlacConfiguration, 0, 0);
        boxes.UInt32(IsLastBlock | (uint)info.Length);
        boxes.Bytes(info);
        boxes.End(configuration);
    }
}
