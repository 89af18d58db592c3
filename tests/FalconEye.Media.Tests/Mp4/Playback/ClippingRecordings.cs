using FalconEye.Media.Mp4.Playback;
using FalconEye.Rtsp;
using FalconEye.TestKit;
using FalconEye.TestKit.Streams;

namespace FalconEye.Media.Tests.Mp4.Playback;

/// <summary>Parts of recordings as one file: the frames of the source from the exact moment on, without encoding.</summary>
public sealed class ClippingRecordings
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("libx264", "-bf 0 -g 25")]
    [InlineData("libx265", "-x265-params bframes=0:keyint=25:log-level=none")]
    public async Task A_clip_begins_and_ends_at_the_exact_frame_and_goes_on_in_the_next_recording(string encoder, string arguments)
    {
        using TemporaryFolder folder = new();
        var (video, file) = await WriteAsync(folder, encoder, arguments, seconds: 6);
        MemorySource source = new(file);
        var index = await PlaybackIndex.ReadAsync(source, isGrowing: false, cancellationToken: Ending);
        RecordingClip clip = new(index);
        Assert.True(clip.Fits(index));

        // Frame 40 is in the middle of a group of pictures.
        var first = clip.Add(index, TimeSpan.FromSeconds(1.6), TimeSpan.FromSeconds(20))!;
        var second = clip.Add(index, TimeSpan.FromSeconds(-10), TimeSpan.FromSeconds(2))!;
        await WriteAsync(folder["clip.mp4"], clip, source, first, second);

        var all = await WrittenFile.FramesAsync(video.Path, Ending);
        string[] expected = [.. all[40..], .. all[..50]];
        Assert.Equal(expected, await WrittenFile.FramesAsync(folder["clip.mp4"], Ending));
        Assert.Equal((TimeSpan.FromSeconds(1.6), TimeSpan.FromSeconds(6), TimeSpan.Zero), (first.Begin, first.End, first.At));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4.4)), (second.Begin, second.End, second.At));
        Assert.Equal(TimeSpan.FromSeconds(6.4), clip.Duration);
    }

    [Fact]
    public async Task Nothing_is_taken_of_a_time_that_a_recording_does_not_have()
    {
        using TemporaryFolder folder = new();
        var (_, file) = await WriteAsync(folder, "libx264", "-bf 0 -g 25", seconds: 4);
        var index = await PlaybackIndex.ReadAsync(new MemorySource(file), isGrowing: false, cancellationToken: Ending);

        Assert.Null(new RecordingClip(index).Add(index, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(9)));
        Assert.Null(new RecordingClip(index).Add(index, TimeSpan.FromSeconds(-9), TimeSpan.Zero));
    }

    [Fact]
    public async Task Sound_stays_with_its_picture()
    {
        using TemporaryFolder folder = new();
        await Tool.OutputOfAsync(
            "ffmpeg",
            [
                "-v", "error", "-nostdin", "-f", "lavfi", "-i", "testsrc2=size=160x120:rate=25", "-f", "lavfi", "-i", "sine=r=16000:beep_factor=4", "-t", "6",
                "-c:v", "libx264", "-bf", "0", "-g", "50", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart", folder["source.mp4"],
            ],
            Ending);
        MemorySource source = new(await File.ReadAllBytesAsync(folder["source.mp4"], Ending));
        var index = await PlaybackIndex.ReadAsync(source, isGrowing: false, cancellationToken: Ending);
        RecordingClip clip = new(index);

        var first = clip.Add(index, TimeSpan.FromSeconds(2.52), TimeSpan.FromSeconds(5))!;
        var second = clip.Add(index, TimeSpan.Zero, TimeSpan.FromSeconds(3))!;
        await WriteAsync(folder["clip.mp4"], clip, source, first, second);

        var durations = await Tool.OutputOfAsync(
            "ffprobe", ["-v", "error", "-show_entries", "stream=duration", "-of", "csv=p=0", folder["clip.mp4"]], Ending);
        Assert.All(
            durations.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            text => Assert.Equal(5.48, double.Parse(text.Trim(','), System.Globalization.CultureInfo.InvariantCulture), 0.1));
        Assert.Equal("", await Tool.OutputOfAsync("ffmpeg", ["-v", "error", "-nostdin", "-i", folder["clip.mp4"], "-f", "null", "-"], Ending));
    }

    private static async Task WriteAsync(string path, RecordingClip clip, MemorySource source, params ClipPart[] parts)
    {
        await using var file = File.Create(path);
        await file.WriteAsync(clip.WriteHead(), Ending);
        foreach (var part in parts.SelectMany(part => part.Parts))
        {
            var bytes = new byte[part.Length];
            await source.ReadAsync(part.Offset, bytes, Ending);
            await file.WriteAsync(bytes, Ending);
        }
    }

    private static async Task<(EncodedVideo Video, byte[] File)> WriteAsync(TemporaryFolder folder, string encoder, string arguments, int seconds)
    {
        var video = await EncodedVideo.EncodeAsync(folder, encoder, arguments.Split(' '), "160x120", seconds, Ending);
        await WrittenFile.WriteAsync(folder["growing.mp4"], WrittenFile.Describe(video, encoder == "libx265" ? MediaCodec.H265 : MediaCodec.H264), video, false, Ending);
        WrittenFile.Finish(folder["growing.mp4"], folder["finished.mp4"]);
        return (video, await File.ReadAllBytesAsync(folder["finished.mp4"], Ending));
    }
}
