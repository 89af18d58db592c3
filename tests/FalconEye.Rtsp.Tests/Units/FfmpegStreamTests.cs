using FalconEye.TestKit;

namespace FalconEye.Rtsp.Tests.Units;

/// <summary>What FFmpeg packetizes, taken apart here, decodes to the same as its source.</summary>
public sealed class FfmpegStreamTests
{
    [Theory]
    [InlineData("yuvj420p", "320x240", 8)]
    [InlineData("yuvj420p", "648x488", 2)]
    public async Task Motion_JPEG(string format, string size, int quality)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();
        await Tool.OutputOfAsync(
            "ffmpeg",
            [
                "-v", "error", "-f", "lavfi", "-i", $"testsrc2=size={size}:rate=10", "-frames:v", "8", "-pix_fmt", format, "-c:v", "mjpeg", "-huffman", "default",
                "-q:v", $"{quality}", "-force_duplicated_matrix", "1", "-f", "mjpeg", folder["source.mjpeg"],
            ],
            cancellation);
        var (packets, fmtp) = await FfmpegRtp.ReceiveAsync(folder, ["-f", "mjpeg", "-framerate", "10", "-i", folder["source.mjpeg"], "-c", "copy"], cancellation);
        Packets jpeg = new(MediaCodec.Jpeg, "JPEG", fmtp);

        foreach (var packet in packets)
        {
            jpeg.Push(packet.Payload, packet.Timestamp, packet.Marker);
        }

        Assert.Equal(8, jpeg.Output.Units.Count);
        Assert.Equal(size, $"{jpeg.Track.Width}x{jpeg.Track.Height}");
        await File.WriteAllBytesAsync(folder["received.mjpeg"], [.. jpeg.Output.Units.SelectMany(unit => unit.Data)], cancellation);
        Assert.Equal(await DecodedAsync(folder["source.mjpeg"], cancellation), await DecodedAsync(folder["received.mjpeg"], cancellation));
    }

    [Theory]
    [InlineData(44_100, 2, false)]
    [InlineData(16_000, 1, false)]
    [InlineData(48_000, 2, true)]
    public async Task AAC_and_LATM(int rate, int channels, bool isLatm)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();
        await Tool.OutputOfAsync(
            "ffmpeg",
            [
                "-v", "error", "-f", "lavfi", "-i", $"sine=sample_rate={rate}:frequency=500", "-t", "1", "-ac", $"{channels}", "-c:a", "aac", "-b:a", "64k",
                folder["source.m4a"],
            ],
            cancellation);
        await Tool.OutputOfAsync("ffmpeg", ["-v", "error", "-i", folder["source.m4a"], "-c", "copy", "-f", "adts", folder["source.aac"]], cancellation);
        string[] latm = isLatm ? ["-rtpflags", "latm"] : [];
        var (packets, fmtp) = await FfmpegRtp.ReceiveAsync(
            folder, ["-i", folder["source.m4a"], "-c", "copy", .. latm], cancellation);
        Packets aac = new(MediaCodec.Aac, isLatm ? "MP4A-LATM" : "MPEG4-GENERIC", fmtp, rate, channels);

        foreach (var packet in packets)
        {
            aac.Push(packet.Payload, packet.Timestamp, packet.Marker);
        }

        // FFmpeg keeps the frames of the last packet to itself when they do not fill it.
        var frames = Frames(await File.ReadAllBytesAsync(folder["source.aac"], cancellation));
        Assert.InRange(aac.Output.Units.Count, frames.Count - 8, frames.Count);
        Assert.Equal(frames.Take(aac.Output.Units.Count), aac.Output.Units.Select(unit => unit.Data));
        Assert.All(aac.Output.Units.Zip(aac.Output.Units.Skip(1)), pair => Assert.Equal(1024, pair.Second.Timestamp - pair.First.Timestamp));
        Assert.Equal(("mp4a.40.2", rate, channels, true), (aac.Track.CodecString, aac.Track.SampleRate, aac.Track.Channels, aac.Track.IsComplete));
    }

    [Theory]
    [InlineData("libx264", "-bf 2 -g 10")]
    [InlineData("libx265", "-x265-params log-level=none:keyint=10")]
    public async Task Video(string encoder, string arguments)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();
        var isHevc = encoder == "libx265";
        await Tool.OutputOfAsync(
            "ffmpeg",
            [
                "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=25", "-frames:v", "25", "-pix_fmt", "yuv420p", "-c:v", encoder,
                .. arguments.Split(' '), folder["source.mp4"],
            ],
            cancellation);
        var (packets, fmtp) = await FfmpegRtp.ReceiveAsync(folder, ["-i", folder["source.mp4"], "-c", "copy"], cancellation);
        var video = isHevc ? Packets.H265(fmtp) : Packets.H264(fmtp);
        Assert.True(video.Track.IsComplete);

        foreach (var packet in packets)
        {
            video.Push(packet.Payload, packet.Timestamp, packet.Marker);
        }

        Assert.Equal(25, video.Output.Units.Count);
        byte[] annexB = [.. video.Track.ParameterSets.Select(set => set.ToArray()).Concat(video.Output.Units.SelectMany(unit => RecordedOutput.NalUnitsOf(unit.Data)))
            .SelectMany(nal => (byte[])[0, 0, 0, 1, .. nal])];
        await File.WriteAllBytesAsync(folder["received." + (isHevc ? "hevc" : "h264")], annexB, cancellation);
        Assert.Equal(
            await DecodedAsync(folder["source.mp4"], cancellation), await DecodedAsync(folder["received." + (isHevc ? "hevc" : "h264")], cancellation));
    }

    [Theory]
    [InlineData("libopus", MediaCodec.Opus, "OPUS", 48_000)]
    [InlineData("pcm_mulaw", MediaCodec.MuLaw, "PCMU", 8000)]
    [InlineData("pcm_s16be", MediaCodec.L16, "L16", 44_100)]
    public async Task Opus_and_linear_sound(string encoder, MediaCodec codec, string name, int rate)
    {
        using TemporaryFolder folder = new();
        var (packets, fmtp) = await FfmpegRtp.ReceiveAsync(
            folder,
            ["-f", "lavfi", "-i", $"sine=sample_rate={rate}", "-t", "0.5", "-ac", "1", "-c:a", encoder],
            TestContext.Current.CancellationToken);
        Packets sound = new(codec, name, fmtp, rate);

        foreach (var packet in packets)
        {
            sound.Push(packet.Payload, packet.Timestamp, packet.Marker);
        }

        Assert.NotEmpty(packets);
        Assert.Equal(packets.Select(packet => packet.Payload), sound.Output.Units.Select(unit => unit.Data));
        Assert.All(sound.Output.Units, unit => Assert.True(unit.IsKey));
    }

    private static async Task<string[]> DecodedAsync(string path, CancellationToken cancellation)
    {
        var lines = await Tool.OutputOfAsync(
            "ffmpeg", ["-v", "error", "-nostdin", "-i", path, "-fps_mode", "passthrough", "-f", "framemd5", "-"], cancellation);
        return [.. lines.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(',')[^1].Trim())];
    }

    private static List<byte[]> Frames(byte[] adts)
    {
        List<byte[]> frames = [];
        for (var start = 0; start < adts.Length;)
        {
            var length = ((adts[start + 3] & 3) << 11) | (adts[start + 4] << 3) | (adts[start + 5] >> 5);
            frames.Add(adts[(start + 7)..(start + length)]);
            start += length;
        }

        return frames;
    }
}
