using FalconEye.Media.Mp4;
using FalconEye.TestKit;

namespace FalconEye.Recorder.Tests.Mp4;

public sealed class FaststartWriterTests(RecordingFixture video) : IClassFixture<RecordingFixture>
{
    [Fact]
    public async Task Every_packet_keeps_its_bytes_and_its_time()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var (before, after) = (folder["before.mp4"], folder["after.mp4"]);
        await File.WriteAllBytesAsync(before, video.Fragmented, cancellation);

        var duration = Rewrite(before, after);

        Assert.Equal(await PacketsAsync(before, cancellation), await PacketsAsync(after, cancellation));
        Assert.True(await RecordedVideo.IsFaststartAsync(after, cancellation));
        Assert.Equal(duration.TotalSeconds, (await RecordedVideo.DurationAsync(after, cancellation)).TotalSeconds, 0.01);
        await RecordedVideo.PlaysAsync(after, cancellation);
        using var file = File.OpenHandle(after);
        Assert.Equal(duration.TotalSeconds, FinishedMp4.ReadDuration(file)!.Value.TotalSeconds, 0.01);
        Assert.Null(FragmentedMp4.Scan(file));
    }

    [Fact]
    public async Task A_truncated_file_is_rewritten_up_to_its_last_complete_fragment()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var (before, after) = (folder["before.mp4"], folder["after.mp4"]);
        var random = new Random(3);
        for (var i = 0; i < 3; i++)
        {
            await File.WriteAllBytesAsync(before, video.Fragmented.AsMemory(0, random.Next(video.Fragmented.Length / 3, video.Fragmented.Length)), cancellation);
            Rewrite(before, after);
            await RecordedVideo.PlaysAsync(after, cancellation);
        }
    }

    private static TimeSpan Rewrite(string before, string after)
    {
        using var source = File.OpenHandle(before);
        using var target = File.OpenHandle(after, FileMode.Create, FileAccess.Write);
        var scanned = FragmentedMp4.Scan(source)!;
        FaststartWriter.Write(scanned, source, target, CancellationToken.None);
        return scanned.Duration;
    }

    private static async Task<string> PacketsAsync(string path, CancellationToken cancellationToken)
    {
        var packets = await Tool.OutputOfAsync(
            "ffprobe",
            ["-v", "error", "-show_entries", "packet=stream_index,pts,dts,size,flags,data_hash", "-show_data_hash", "CRC32", "-of", "csv=p=0", path],
            cancellationToken);
        return string.Join('\n', packets.Split('\n').Order(StringComparer.Ordinal));
    }
}
