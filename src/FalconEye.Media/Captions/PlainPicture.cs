using FalconEye.Media.Audio;
using FalconEye.Rtsp;

namespace FalconEye.Media.Captions;

/// <summary>
/// Grey pictures as H.264 whose macroblocks are the pixels themselves (I_PCM, ITU-T H.264 section 7.3.5): what FFmpeg gets from us it decodes with a decoder that
/// it has for cameras anyway, and no pixel is changed.
/// </summary>
internal sealed class PlainPicture
{
    private const int Block = 16;
    private const byte NoColour = 128;
    private const int SequenceParameters = 0x67, PictureParameters = 0x68, Slice = 0x65;

    private readonly int _width;
    private readonly int _height;

    /// <param name="width">Pixels; even.</param>
    /// <param name="height">Pixels; even.</param>
    internal PlainPicture(int width, int height) => (_width, _height) = (width, height);

    private int Columns => (_width + Block - 1) / Block;

    private int Lines => (_height + Block - 1) / Block;

    /// <summary>The track of such pictures.</summary>
    /// <param name="id">Its number in the file.</param>
    /// <param name="timescale">Its units of time in a second.</param>
    internal TrackDescription Describe(uint id, uint timescale) => new()
    {
        Index = (int)id - 1,
        Kind = TrackKind.Video,
        Codec = MediaCodec.H264,
        ClockRate = (int)timescale,
        Width = _width,
        Height = _height,
        ParameterSets = [WriteSequence(), WritePictureSet()],
    };

    /// <summary>Writes a picture as a sample of an MP4.</summary>
    /// <param name="pixels">Its brightness, from 16 to 235.</param>
    /// <param name="number">Its number in the track.</param>
    internal byte[] Write(ReadOnlySpan<byte> pixels, int number)
    {
        const uint AllIntra = 7, IsPlain = 25, NoFilter = 1;
        var bits = new BitWriter();
        bits.Bits(Slice, 8);
        Number(bits, 0);
        Number(bits, AllIntra);
        Number(bits, 0);
        bits.Bits(0, 4);
        Number(bits, (uint)number & 1);
        bits.Bits(0, 2);
        Number(bits, 0);
        Number(bits, NoFilter);
        for (var block = 0; block < Columns * Lines; block++)
        {
            Number(bits, IsPlain);
            bits.Align();
            WriteBlock(bits, pixels, block % Columns * Block, block / Columns * Block);
        }

        return WithLength(End(bits));
    }

    private void WriteBlock(BitWriter bits, ReadOnlySpan<byte> pixels, int left, int top)
    {
        for (var y = top; y < top + Block; y++)
        {
            var line = pixels.Slice(Math.Min(y, _height - 1) * _width, _width);
            for (var x = left; x < left + Block; x++)
            {
                bits.Bits(line[Math.Min(x, _width - 1)], 8);
            }
        }

        for (var i = 0; i < Block * Block / 2; i++)
        {
            bits.Bits(NoColour, 8);
        }
    }

    private byte[] WriteSequence()
    {
        const uint Baseline = 66, Constraints = 0xC0, Level = 51, InOrder = 2;
        var bits = new BitWriter();
        bits.Bits(SequenceParameters, 8);
        bits.Bits(Baseline, 8);
        bits.Bits(Constraints, 8);
        bits.Bits(Level, 8);
        Number(bits, 0);
        Number(bits, 0);
        Number(bits, InOrder);
        Number(bits, 1);
        bits.Bits(0, 1);
        Number(bits, (uint)Columns - 1);
        Number(bits, (uint)Lines - 1);
        bits.Bits(0b11, 2);
        bits.Bits(1, 1);
        Number(bits, 0);
        Number(bits, (uint)((Columns * Block) - _width) / 2);
        Number(bits, 0);
        Number(bits, (uint)((Lines * Block) - _height) / 2);
        bits.Bits(0, 1);
        return End(bits);
    }

    private static byte[] WritePictureSet()
    {
        var bits = new BitWriter();
        bits.Bits(PictureParameters, 8);
        Number(bits, 0);
        Number(bits, 0);
        bits.Bits(0, 2);
        Number(bits, 0);
        Number(bits, 0);
        Number(bits, 0);
        bits.Bits(0, 3);
        Number(bits, 0);
        Number(bits, 0);
        Number(bits, 0);
        bits.Bits(0b100, 3);
        return End(bits);
    }

    /// <summary>An Exp-Golomb code (section 9.1).</summary>
    private static void Number(BitWriter bits, uint value)
    {
        var length = 32 - System.Numerics.BitOperations.LeadingZeroCount(value + 1);
        bits.Bits(0, length - 1);
        bits.Bits(value + 1, length);
    }

    /// <summary>Ends a unit. None of ours has two bytes of zeros behind each other, so that nothing has to be escaped.</summary>
    private static byte[] End(BitWriter bits)
    {
        bits.Bits(1, 1);
        bits.Align();
        return bits.Written.ToArray();
    }

    private static byte[] WithLength(byte[] unit)
    {
        var sample = new byte[sizeof(uint) + unit.Length];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(sample, (uint)unit.Length);
        unit.CopyTo(sample, sizeof(uint));
        return sample;
    }
}
