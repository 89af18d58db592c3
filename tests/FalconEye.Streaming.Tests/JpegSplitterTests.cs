namespace FalconEye.Streaming.Tests;

public sealed class JpegSplitterTests
{
    private readonly FramePool _pool = new();

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Pictures_come_out_as_they_went_in_however_the_bytes_are_cut(int seed)
    {
        var random = new Random(seed);
        byte[][] pictures = [.. Enumerable.Range(0, 20).Select(_ => JpegFrames.Make(random))];

        Assert.Equal(pictures, Split(random, [.. pictures.SelectMany(picture => picture)]).Select(found => found.Jpeg));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_multipart_stream_carries_the_capture_time_of_each_frame(int seed)
    {
        var random = new Random(seed);
        byte[][] pictures = [.. Enumerable.Range(0, 20).Select(_ => JpegFrames.Make(random))];
        var found = Split(random, [.. pictures.SelectMany((picture, number) => JpegFrames.Part(picture, 1_000_000 + number))]);

        Assert.Equal(pictures, found.Select(picture => picture.Jpeg));
        Assert.Equal(Enumerable.Range(1_000_000, 20).Select(time => (long)time), found.Select(picture => picture.CapturedAt));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Garbage_costs_neither_memory_nor_the_pictures_that_follow(int seed)
    {
        var random = new Random(seed);
        var picture = JpegFrames.Make(random);
        using var splitter = new JpegSplitter(_pool, TimeProvider.System, Keep, maxBytes: 200_000);
        for (var round = 0; round < 200; round++)
        {
            splitter.Push(JpegFrames.Noise(random, random.Next(20_000)));
        }

        // What garbage began ends at the size limit at the latest.
        for (var sent = 0; sent < 400_000; sent += picture.Length)
        {
            splitter.Push(picture);
        }

        Assert.Equal(picture, _found[^1].Jpeg);
        Assert.InRange(_pool.Rented, 0, 1);
    }

    [Fact]
    public void An_endless_frame_leaves_no_large_buffers_behind()
    {
        const int Limit = 8_000_000;
        var picture = JpegFrames.Make(new Random(5));
        List<Frame> held = [];
        using var splitter = new JpegSplitter(_pool, TimeProvider.System, held.Add, Limit);
        splitter.Push([.. picture[..^2], .. new byte[2 * Limit]]);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var number = 0; number < 20; number++)
        {
            splitter.Push(picture);
        }

        Assert.Equal(20, held.Count);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, Limit / 2);
        held.ForEach(frame => frame.Release());
    }

    [Fact]
    public void A_truncated_frame_is_dropped_for_the_next()
    {
        var random = new Random(7);
        var whole = JpegFrames.Make(random, 320, 240);

        var found = Split(random, [.. JpegFrames.Make(random)[..^2], .. whole]);

        Assert.Equal((320, 240), (found[^1].Width, found[^1].Height));
        Assert.Equal(whole, found[^1].Jpeg);
    }

    [Fact]
    public void Frames_of_a_camera_that_never_sends_their_end_are_found()
    {
        var random = new Random(9);
        byte[][] pictures = [.. Enumerable.Range(0, 6).Select(_ => JpegFrames.Make(random)[..^2])];

        var found = Split(random, [.. pictures.SelectMany(picture => (byte[])[.. picture, .. "\r\n--b\r\n\r\n"u8])]);

        // The first two may have broken off, and the last has not ended yet.
        Assert.Equal(pictures[2..5], found.Select(frame => frame.Jpeg[..^11]));
        Assert.All(found, frame => Assert.Equal([0xFF, 0xD9], frame.Jpeg[^2..]));
    }

    [Fact]
    public void A_frame_larger_than_the_limit_is_dropped()
    {
        using var splitter = new JpegSplitter(_pool, TimeProvider.System, Keep, maxBytes: 100);

        splitter.Push(JpegFrames.Make(new Random(3)));

        Assert.Empty(_found);
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 10)];

    private readonly List<(byte[] Jpeg, long CapturedAt, int Width, int Height)> _found = [];

    private List<(byte[] Jpeg, long CapturedAt, int Width, int Height)> Split(Random random, byte[] stream)
    {
        using var splitter = new JpegSplitter(_pool, TimeProvider.System, Keep);
        for (var at = 0; at < stream.Length;)
        {
            var length = Math.Min(random.Next(1, random.Next(2, 3000)), stream.Length - at);
            splitter.Push(stream.AsSpan(at, length));
            at += length;
        }

        return _found;
    }

    private void Keep(Frame frame)
    {
        _found.Add((frame.Jpeg.ToArray(), frame.CapturedAt, frame.Width, frame.Height));
        frame.Release();
    }
}
