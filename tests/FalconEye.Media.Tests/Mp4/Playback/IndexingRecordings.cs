using FalconEye.Media.Mp4;
using FalconEye.Media.Mp4.Playback;
using FalconEye.Rtsp;
using FalconEye.TestKit;
using FalconEye.TestKit.Streams;

namespace FalconEye.Media.Tests.Mp4.Playback;

/// <summary>The fragmented form of a recording: the same for a file that grows and the finished one, its frames those of the file.</summary>
public sealed class IndexingRecordings
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("libx264", "-bf 0 -g 25", "avc1.")]
    [InlineData("libx264", "-bf 3 -g 20", "avc1.")]
    [InlineData("libx265", "-x265-params bframes=4:keyint=20:log-level=none", "hvc1.1.")]
    public async Task A_growing_and_a_finished_file_have_the_same_form_and_every_frame(string encoder, string arguments, string codec)
    {
        using TemporaryFolder folder = new();
        var (video, growing, finished) = await WriteAsync(folder, encoder, arguments, seconds: 8);

        var (fromGrowing, fromFinished) = (await FormOfAsync(growing), await FormOfAsync(finished));

        Assert.Equal(fromGrowing.Bytes[^(int)DataLength(fromGrowing.Index)..], fromFinished.Bytes[^(int)DataLength(fromFinished.Index)..]);
        Assert.Equal(fromGrowing.Index.Segments.Select(Place), fromFinished.Index.Segments.Select(Place));
        Assert.True(fromFinished.Index.Segments.Count >= 2);
        Assert.StartsWith($"video/mp4; codecs=\"{codec}", fromFinished.Index.MimeType, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(folder["form.mp4"], fromFinished.Bytes, Ending);
        Assert.Equal(await WrittenFile.FramesAsync(video.Path, Ending), await WrittenFile.FramesAsync(folder["form.mp4"], Ending));
        Assert.Equal(await WrittenFile.PacketsAsync(video.Path, Ending), await WrittenFile.PacketsAsync(folder["form.mp4"], Ending));
    }

    [Fact]
    public async Task A_segment_with_the_beginning_before_it_can_be_decoded_alone()
    {
        using TemporaryFolder folder = new();
        var (video, _, finished) = await WriteAsync(folder, "libx264", "-bf 0 -g 25", seconds: 8);
        var (index, bytes) = await FormOfAsync(finished);
        var segment = index.SegmentAt(TimeSpan.FromSeconds(5))!;
        byte[] alone = [.. bytes[..index.Init.Length], .. bytes[(int)segment.Offset..(int)(segment.Offset + segment.Length)]];
        await File.WriteAllBytesAsync(folder["alone.mp4"], alone, Ending);

        var all = await WrittenFile.FramesAsync(video.Path, Ending);
        var first = (int)Math.Round(segment.Start.TotalSeconds * 25);
        var count = (int)Math.Round(segment.Duration.TotalSeconds * 25);

        Assert.Equal(TimeSpan.FromSeconds(3), segment.Start);
        Assert.Equal(all[first..(first + count)], await WrittenFile.FramesAsync(folder["alone.mp4"], Ending));
    }

    [Fact]
    public async Task What_was_known_of_a_file_that_grows_stays_where_it_was_and_its_last_segment_comes_when_it_is_whole()
    {
        using TemporaryFolder folder = new();
        var (_, growing, finished) = await WriteAsync(folder, "libx264", "-bf 2 -g 25", seconds: 10);
        var whole = await PlaybackIndex.ReadAsync(new MemorySource(finished), isGrowing: false, cancellationToken: Ending);
        PlaybackIndex? before = null;
        foreach (var share in (double[])[0.45, 0.46, 0.8, 1])
        {
            var part = growing[..(int)(growing.Length * share)];
            before = await PlaybackIndex.ReadAsync(new MemorySource(part), isGrowing: true, before, Ending);
            Assert.Equal(whole.Segments.Take(before.Segments.Count).Select(Place), before.Segments.Select(Place));
        }

        Assert.Equal(whole.Segments.Count - 1, before!.Segments.Count);
        var replaced = await PlaybackIndex.ReadAsync(new MemorySource(finished), isGrowing: true, before, Ending);
        Assert.Equal(whole.Segments.Select(Place), replaced.Segments.Select(Place));
    }

    [Fact]
    public async Task Damaged_and_hostile_files_get_an_error_or_what_is_whole_of_them_and_no_read_beyond_the_limits()
    {
        using TemporaryFolder folder = new();
        var (_, growing, finished) = await WriteAsync(folder, "libx264", "-bf 2 -g 25", seconds: 4);
        Random random = new(15);
        for (var i = 0; i < 600; i++)
        {
            var bytes = (byte[])(i % 2 == 0 ? growing : finished).Clone();
            var heads = Math.Min(bytes.Length, 4096);
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                bytes[random.Next(heads)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
            }

            if (i % 5 == 0)
            {
                bytes = bytes[..random.Next(bytes.Length)];
            }

            await AssertHarmlessAsync(bytes);
        }

        await Assert.ThrowsAsync<Mp4FormatException>(() => PlaybackIndex.ReadAsync(new MemorySource([]), false, cancellationToken: Ending));
        await Assert.ThrowsAsync<Mp4FormatException>(() => PlaybackIndex.ReadAsync(new MemorySource(finished[..^5000]), false, cancellationToken: Ending));
    }

    private static async Task AssertHarmlessAsync(byte[] bytes)
    {
        MemorySource source = new(bytes);
        try
        {
            var index = await PlaybackIndex.ReadAsync(source, isGrowing: false, cancellationToken: Ending);
            foreach (var segment in index.Segments)
            {
                Assert.Equal(segment.HeadLength, index.HeadOf(segment).Length);
                Assert.All(index.PartsOf(segment), part => Assert.InRange(part.Offset + part.Length, 0, bytes.Length));
            }
        }
        catch (Mp4FormatException)
        {
            // An error is what such a file gets.
        }

        Assert.InRange(source.LargestRead, 0, Math.Max(bytes.Length, 4096));
    }

    private static async Task<(EncodedVideo Video, byte[] Growing, byte[] Finished)> WriteAsync(
        TemporaryFolder folder, string encoder, string arguments, int seconds)
    {
        var video = await EncodedVideo.EncodeAsync(folder, encoder, arguments.Split(' '), "160x120", seconds, Ending);
        var track = WrittenFile.Describe(video, encoder == "libx265" ? MediaCodec.H265 : MediaCodec.H264);
        await WrittenFile.WriteAsync(folder["growing.mp4"], track, video, unitByUnit: false, Ending);
        WrittenFile.Finish(folder["growing.mp4"], folder["finished.mp4"]);
        return (video, await File.ReadAllBytesAsync(folder["growing.mp4"], Ending), await File.ReadAllBytesAsync(folder["finished.mp4"], Ending));
    }

    private static async Task<(PlaybackIndex Index, byte[] Bytes)> FormOfAsync(byte[] file)
    {
        MemorySource source = new(file);
        var index = await PlaybackIndex.ReadAsync(source, isGrowing: false, cancellationToken: Ending);
        await using FragmentedStream stream = new(index, source);
        using MemoryStream bytes = new();
        await stream.CopyToAsync(bytes, Ending);
        Assert.Equal(index.Length, bytes.Length);
        return (index, bytes.ToArray());
    }

    private static long DataLength(PlaybackIndex index) => index.Length - index.Segments[0].Offset;

    private static (TimeSpan, TimeSpan, long, long) Place(PlaybackSegment segment) => (segment.Start, segment.Duration, segment.Offset, segment.Length);
}
