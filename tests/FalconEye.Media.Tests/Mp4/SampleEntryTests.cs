using FalconEye.Media.Mp4;
using FalconEye.Rtsp;
using FalconEye.TestKit;

namespace FalconEye.Media.Tests.Mp4;

/// <summary>What is not H.264, H.265 or G.711: FFmpeg reads the file and decodes the same as from the source.</summary>
public sealed class SampleEntryTests
{
    [Fact]
    public async Task AAC()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();
        await Tool.OutputOfAsync(
            "ffmpeg",
            ["-v", "error", "-f", "lavfi", "-i", "sine=sample_rate=44100", "-t", "1", "-ac", "2", "-c:a", "aac", "-f", "adts", folder["source.aac"]],
            cancellation);
        TrackDescription track = new()
        {
            Index = 0,
            Kind = TrackKind.Audio,
            Codec = MediaCodec.Aac,
            ClockRate = 44_100,
            SampleRate = 44_100,
            Channels = 2,
            Configuration = new byte[] { 0x12, 0x10 },
        };

        await WriteAsync(folder["written.mp4"], track, AdtsFrames(await File.ReadAllBytesAsync(folder["source.aac"], cancellation)), 1024, cancellation);

        Assert.Equal("aac,44100,2,stereo", await DescribedAsync(folder["written.mp4"], "a:0", "codec_name,sample_rate,channels,channel_layout", cancellation));
        Assert.Equal(await SoundAsync(folder["source.aac"], cancellation), await SoundAsync(folder["written.mp4"], cancellation));
    }

    [Fact]
    public async Task Opus()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();
        await Tool.OutputOfAsync(
            "ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "sine=sample_rate=48000", "-t", "1", "-ac", "2", "-c:a", "libopus", folder["source.ogg"]], cancellation);
        TrackDescription track = new() { Index = 0, Kind = TrackKind.Audio, Codec = MediaCodec.Opus, ClockRate = 48_000, SampleRate = 48_000, Channels = 2 };
        var packets = OggPackets(await File.ReadAllBytesAsync(folder["source.ogg"], cancellation)).Skip(2).ToList();

        await WriteAsync(folder["written.mp4"], track, packets, 960, cancellation);

        Assert.Equal("opus,48000,2", await DescribedAsync(folder["written.mp4"], "a:0", "codec_name,sample_rate,channels", cancellation));
        Assert.Equal(packets.Count * 960 * 2 * 2, (await SoundAsync(folder["written.mp4"], cancellation)).Length);
    }

    [Fact]
    public async Task Motion_JPEG()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();
        await Tool.OutputOfAsync(
            "ffmpeg",
            ["-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=25", "-frames:v", "10", "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", folder["source.mjpeg"]],
            cancellation);
        TrackDescription track = new() { Index = 0, Kind = TrackKind.Video, Codec = MediaCodec.Jpeg, ClockRate = 90_000, Width = 320, Height = 240 };

        await WriteAsync(folder["written.mp4"], track, JpegFrames(await File.ReadAllBytesAsync(folder["source.mjpeg"], cancellation)), 3600, cancellation);
        WrittenFile.Finish(folder["written.mp4"], folder["finished.mp4"]);

        foreach (var path in (string[])[folder["written.mp4"], folder["finished.mp4"]])
        {
            Assert.Equal("mjpeg,320,240,10", await DescribedAsync(path, "v:0", "codec_name,width,height,nb_read_packets", cancellation));
            Assert.Equal(await WrittenFile.FramesAsync(folder["source.mjpeg"], cancellation), await WrittenFile.FramesAsync(path, cancellation));
        }
    }

    [Fact]
    public async Task Later_tracks_keep_their_distance_to_the_first_when_the_file_is_finished()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();
        TrackDescription Sound(int index) => new() { Index = index, Kind = TrackKind.Audio, Codec = MediaCodec.ALaw, ClockRate = 8000, SampleRate = 8000, Channels = 1 };
        await using (var file = File.Create(folder["written.mp4"]))
        {
            await file.WriteAsync(InitWriter.Write([Sound(0), Sound(1)]), cancellation);
            FragmentWriter writer = new([Sound(0), Sound(1)]);
            for (var i = 0; i < 50; i++)
            {
                writer.Add(0, new byte[160], i * 160, 0, true);
                writer.Add(1, new byte[160], 4000 + (i * 160), 0, true);
            }

            await WrittenFile.FlushAsync(writer, file, cancellation);
        }

        WrittenFile.Finish(folder["written.mp4"], folder["finished.mp4"]);

        Assert.Equal("0.000000", await DescribedAsync(folder["finished.mp4"], "a:0", "start_time", cancellation));
        Assert.Equal("0.500000", await DescribedAsync(folder["finished.mp4"], "a:1", "start_time", cancellation));
    }

    private static async Task WriteAsync(string path, TrackDescription track, IEnumerable<byte[]> units, int ticks, CancellationToken cancellation)
    {
        await using var file = File.Create(path);
        await file.WriteAsync(InitWriter.Write([track]), cancellation);
        FragmentWriter writer = new([track]);
        var time = 0L;
        foreach (var unit in units)
        {
            writer.Add(track.Index, unit, time, 0, true);
            time += ticks;
            if (time % (ticks * 4) == 0)
            {
                writer.EndAt(track.Index, time);
                await WrittenFile.FlushAsync(writer, file, cancellation);
            }
        }

        writer.EndAt(track.Index, time);
        await WrittenFile.FlushAsync(writer, file, cancellation);
    }

    private static async Task<string> DescribedAsync(string path, string stream, string fields, CancellationToken cancellation) =>
        (await Tool.OutputOfAsync(
            "ffprobe", ["-v", "error", "-count_packets", "-select_streams", stream, "-show_entries", $"stream={fields}", "-of", "csv=p=0", path], cancellation)).Trim();

    private static async Task<byte[]> SoundAsync(string path, CancellationToken cancellation)
    {
        await Tool.OutputOfAsync("ffmpeg", ["-v", "error", "-xerror", "-i", path, "-map", "0:a", "-f", "s16le", "-y", path + ".pcm"], cancellation);
        return await File.ReadAllBytesAsync(path + ".pcm", cancellation);
    }

    private static List<byte[]> AdtsFrames(byte[] bytes)
    {
        List<byte[]> frames = [];
        for (var start = 0; start < bytes.Length;)
        {
            var length = ((bytes[start + 3] & 3) << 11) | (bytes[start + 4] << 3) | (bytes[start + 5] >> 5);
            frames.Add(bytes[(start + 7)..(start + length)]);
            start += length;
        }

        return frames;
    }

    private static List<byte[]> JpegFrames(byte[] bytes)
    {
        List<byte[]> frames = [];
        for (int start = 0, end; start < bytes.Length; start = end)
        {
            end = start + bytes.AsSpan(start).IndexOf((byte[])[0xFF, 0xD9]) + 2;
            frames.Add(bytes[start..end]);
        }

        return frames;
    }

    /// <summary>The packets of an Ogg file (RFC 3533), whose segments of less than 255 bytes end one.</summary>
    private static List<byte[]> OggPackets(byte[] bytes)
    {
        List<byte[]> packets = [];
        List<byte> packet = [];
        for (var page = 0; page < bytes.Length;)
        {
            var segments = bytes[page + 26];
            var data = page + 27 + segments;
            for (var i = 0; i < segments; i++)
            {
                var length = bytes[page + 27 + i];
                packet.AddRange(bytes[data..(data + length)]);
                data += length;
                if (length < 255)
                {
                    packets.Add([.. packet]);
                    packet.Clear();
                }
            }

            page = data;
        }

        return packets;
    }
}
