using FalconEye.Media.Audio;
using FalconEye.TestKit;

namespace FalconEye.Media.Tests.Audio;

public sealed class FlacEncoderTests
{
    [Fact]
    public async Task FFmpeg_decodes_what_was_encoded_whatever_the_samples_and_the_length_of_frames()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();
        var random = new Random(5);
        List<short[]> blocks = [];
        foreach (var length in (int[])[16, 17, 160, 1, 333, 4096, 20_000, 2, 3])
        {
            blocks.Add(new short[length]);
            blocks.Add([.. Enumerable.Range(0, length).Select(i => (short)(12_000 * Math.Sin(i / 7.0)))]);
            blocks.Add([.. Enumerable.Range(0, length).Select(_ => (short)random.Next(short.MinValue, short.MaxValue + 1))]);
            blocks.Add([.. Enumerable.Range(0, length).Select(i => i % 2 == 0 ? short.MinValue : short.MaxValue)]);
            blocks.Add([.. Enumerable.Range(0, length).Select(i => (short)((i % 50) * 8))]);
        }

        foreach (var channels in (int[])[1, 2])
        {
            FlacEncoder encoder = new(8000, channels);
            List<byte> file = [.. "fLaC"u8, 0x80, 0, 0, 34, .. FlacEncoder.StreamInfo(8000, channels)];
            List<short> expected = [];
            foreach (var block in blocks.Select(block => block[..(block.Length / channels * channels)]).Where(block => block.Length > 0))
            {
                expected.AddRange(block);
                file.AddRange(encoder.Encode(block));
            }

            await File.WriteAllBytesAsync(folder["sound.flac"], [.. file], cancellation);
            await Tool.OutputOfAsync("ffmpeg", ["-v", "error", "-xerror", "-i", folder["sound.flac"], "-f", "s16le", "-y", folder["sound.pcm"]], cancellation);
            var decoded = await File.ReadAllBytesAsync(folder["sound.pcm"], cancellation);
            Assert.Equal(expected, System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(decoded).ToArray());
        }
    }

    [Theory]
    [InlineData("mulaw", false)]
    [InlineData("alaw", true)]
    public async Task Each_code_of_G711_decodes_as_in_FFmpeg(string format, bool isALaw)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();
        byte[] codes = [.. Enumerable.Range(0, 256).Select(code => (byte)code)];
        await File.WriteAllBytesAsync(folder["codes"], codes, cancellation);
        await Tool.OutputOfAsync("ffmpeg", ["-v", "error", "-f", format, "-ar", "8000", "-i", folder["codes"], "-f", "s16le", folder["pcm"]], cancellation);
        var samples = new short[256];

        if (isALaw)
        {
            G711.DecodeALaw(codes, samples);
        }
        else
        {
            G711.DecodeMuLaw(codes, samples);
        }

        Assert.Equal(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(await File.ReadAllBytesAsync(folder["pcm"], cancellation)).ToArray(), samples);
    }

    [Fact]
    public void Speech_takes_less_room_than_linear_samples()
    {
        FlacEncoder encoder = new(8000, 1);
        var codes = Enumerable.Range(0, 1600).Select(i => (byte)(0xFF - (i % 64))).ToArray();
        var samples = new short[codes.Length];
        G711.DecodeMuLaw(codes, samples);

        Assert.InRange(encoder.Encode(samples).Length, 1, codes.Length);
    }
}
