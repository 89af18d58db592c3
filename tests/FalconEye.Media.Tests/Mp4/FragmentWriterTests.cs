using FalconEye.Media.Mp4;
using FalconEye.Rtsp;
using FalconEye.TestKit;
using FalconEye.TestKit.Streams;

namespace FalconEye.Media.Tests.Mp4;

public sealed class FragmentWriterTests
{
    [Theory]
    [InlineData("libx264", "-bf 0 -g 25", false)]
    [InlineData("libx264", "-bf 3 -g 20", false)]
    [InlineData("libx264", "-bf 3 -g 20", true)]
    [InlineData("libx265", "-x265-params bframes=0:keyint=25:log-level=none", false)]
    [InlineData("libx265", "-x265-params bframes=4:keyint=20:log-level=none", false)]
    public async Task FFmpeg_decodes_every_frame_as_in_the_source_and_at_its_time(string encoder, string arguments, bool unitByUnit)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();
        var video = await EncodedVideo.EncodeAsync(folder, encoder, arguments.Split(' '), "322x242", 2, cancellation);
        var track = WrittenFile.Describe(video, encoder == "libx265" ? MediaCodec.H265 : MediaCodec.H264);
        Assert.Equal((322, 242), (track.Width, track.Height));

        await WrittenFile.WriteAsync(folder["written.mp4"], track, video, unitByUnit, cancellation);
        WrittenFile.Finish(folder["written.mp4"], folder["finished.mp4"]);

        var frames = await WrittenFile.FramesAsync(video.Path, cancellation);
        var packets = await WrittenFile.PacketsAsync(video.Path, cancellation);
        Assert.Equal(50, frames.Length);
        foreach (var path in (string[])[folder["written.mp4"], folder["finished.mp4"]])
        {
            Assert.Equal(frames, await WrittenFile.FramesAsync(path, cancellation));
            Assert.Equal(packets, await WrittenFile.PacketsAsync(path, cancellation));
        }
    }

    [Theory]
    [InlineData(MediaCodec.MuLaw, "mulaw", 160)]
    [InlineData(MediaCodec.ALaw, "alaw", 333)]
    [InlineData(MediaCodec.L16, "s16be", 320)]
    public async Task Sound_beside_the_picture_is_kept_without_loss(MediaCodec codec, string format, int packetLength)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();
        var video = await EncodedVideo.EncodeAsync(folder, "libx264", ["-bf", "2", "-g", "10"], "160x120", 2, cancellation);
        await Tool.OutputOfAsync(
            "ffmpeg",
            ["-v", "error", "-f", "lavfi", "-i", "aevalsrc='0.6*sin(440*2*PI*t)*sin(t*3)+0.1*random(0)':s=8000:d=2", "-f", format, folder["sound"]],
            cancellation);
        var sound = await File.ReadAllBytesAsync(folder["sound"], cancellation);
        var picture = WrittenFile.Describe(video, MediaCodec.H264);
        TrackDescription audio = new() { Index = 1, Kind = TrackKind.Audio, Codec = codec, ClockRate = 8000, SampleRate = 8000, Channels = 1 };

        await using (var file = File.Create(folder["written.mp4"]))
        {
            await file.WriteAsync(InitWriter.Write([picture, audio]), cancellation);
            FragmentWriter writer = new([picture, audio]);
            var sampleBytes = codec == MediaCodec.L16 ? 2 : 1;
            var taken = 0;
            foreach (var unit in video.Units)
            {
                if (unit.IsKey)
                {
                    await WrittenFile.FlushAsync(writer, file, cancellation);
                }

                writer.Add(0, unit.WithLengths(), unit.Dts - video.Units[0].Dts, (int)(unit.Pts - unit.Dts), unit.IsKey);
                for (; taken < sound.Length && taken / sampleBytes / 8000.0 < unit.Dts / 90_000.0 + 0.2; taken += packetLength)
                {
                    writer.Add(1, sound.AsSpan(taken, Math.Min(packetLength, sound.Length - taken)), taken / sampleBytes, 0, true);
                }
            }

            for (; taken < sound.Length; taken += packetLength)
            {
                writer.Add(1, sound.AsSpan(taken, Math.Min(packetLength, sound.Length - taken)), taken / sampleBytes, 0, true);
            }

            await WrittenFile.FlushAsync(writer, file, cancellation);
        }

        WrittenFile.Finish(folder["written.mp4"], folder["finished.mp4"]);
        await Tool.OutputOfAsync(
            "ffmpeg", ["-v", "error", "-f", format, "-ar", "8000", "-i", folder["sound"], "-f", "s16le", folder["expected"]], cancellation);
        var expected = await File.ReadAllBytesAsync(folder["expected"], cancellation);
        foreach (var name in (string[])["written.mp4", "finished.mp4"])
        {
            await Tool.OutputOfAsync(
                "ffmpeg", ["-v", "error", "-xerror", "-i", folder[name], "-map", "0:a", "-f", "s16le", "-y", folder["decoded"]], cancellation);
            Assert.Equal(expected, await File.ReadAllBytesAsync(folder["decoded"], cancellation));
            Assert.Equal(await WrittenFile.FramesAsync(video.Path, cancellation), await WrittenFile.FramesAsync(folder[name], cancellation));
        }

        Assert.True(new FileInfo(folder["written.mp4"]).Length > 0);
    }

    [Fact]
    public void A_fragment_of_one_unit_has_a_duration_and_the_parts_make_up_its_length()
    {
        TrackDescription track = new() { Index = 0, Kind = TrackKind.Audio, Codec = MediaCodec.MuLaw, ClockRate = 8000, SampleRate = 8000, Channels = 1 };
        var init = InitSegment.Parse(InitWriter.Write([track]));
        FragmentWriter writer = new([track]);
        Assert.Empty(writer.Finish());

        writer.Add(0, new byte[160], 8000, 0, true);
        writer.Add(7, new byte[160], 8000, 0, true);
        var parts = writer.Finish();

        Assert.Equal(writer.Length, parts.Sum(part => part.Length));
        var head = parts[0].Span;
        var length = (head[2] << 8) | head[3];
        var fragment = MovieFragment.Parse(init, head[..length].ToArray());
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.02)), (fragment.Start, fragment.End));
        Assert.True(writer.IsEmpty);
    }

    [Fact]
    public void A_file_of_more_tracks_or_samples_than_a_recording_is_refused_before_they_take_memory()
    {
        TrackDescription Track(int index) => new() { Index = index, Kind = TrackKind.Audio, Codec = MediaCodec.MuLaw, ClockRate = 8000, SampleRate = 8000, Channels = 1 };
        Assert.Contains(
            "more than 16 tracks", Assert.Throws<Mp4FormatException>(() => InitSegment.Parse(InitWriter.Write([.. Enumerable.Range(0, 17).Select(Track)]))).Message, StringComparison.Ordinal);
        FragmentWriter writer = new([Track(0)]);
        writer.Add(0, new byte[160], 8000, 0, true);
        var head = writer.Finish()[0].Span;
        var moof = head[..((head[2] << 8) | head[3])].ToArray();
        var run = moof.AsSpan().IndexOf("trun"u8);

        // No field for each sample: the number alone says how many there are.
        "\0\0\0\u0001\0\u000f\u0042\u0041"u8.CopyTo(moof.AsSpan(run + 4));
        Assert.Contains("1000001 samples", Assert.Throws<Mp4FormatException>(() => MovieFragment.Parse(InitSegment.Parse(InitWriter.Write([Track(0)])), moof)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_MP4_cannot_hold_is_refused_by_name()
    {
        TrackDescription track = new() { Index = 2, Kind = TrackKind.Audio, Codec = MediaCodec.G726, ClockRate = 8000, SampleRate = 8000, Channels = 1 };

        Assert.False(InitWriter.Takes(track));
        Assert.Contains("G726", Assert.Throws<ArgumentException>(() => InitWriter.Write([track])).Message, StringComparison.Ordinal);
    }
}
