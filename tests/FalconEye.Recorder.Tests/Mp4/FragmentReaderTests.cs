using System.Buffers.Binary;
using FalconEye.Media.Mp4;
using FalconEye.TestKit;

namespace FalconEye.Recorder.Tests.Mp4;

public sealed class FragmentReaderTests(RecordingFixture video) : IClassFixture<RecordingFixture>
{
    [Fact]
    public void Fragments_come_in_order_with_their_times()
    {
        var fragments = Read(new MemoryStream(video.Fragmented));

        Assert.Equal(TimeSpan.Zero, fragments[0].Start);
        Assert.True(fragments.Zip(fragments.Skip(1), (one, next) => one.Start <= next.Start).All(inOrder => inOrder));
        Assert.Equal(3, fragments.Max(fragment => fragment.End).TotalSeconds, 0.2);
    }

    [Fact]
    public void Wherever_the_stream_breaks_off_the_whole_fragments_before_count()
    {
        var whole = Read(new MemoryStream(video.Fragmented)).Count;
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var cut = random.Next(video.Fragmented.Length);
            Assert.InRange(Read(new MemoryStream(video.Fragmented, 0, cut)).Count, 0, whole);
        }
    }

    [Fact]
    public void Garbage_is_refused_in_bounded_memory()
    {
        var random = new Random(2);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        const int Rounds = 500;
        for (var i = 0; i < Rounds; i++)
        {
            var damaged = video.Fragmented.ToArray();
            for (var hits = random.Next(1, 20); hits > 0; hits--)
                damaged[random.Next(Math.Min(damaged.Length, 8000))] = (byte)random.Next(256);
            RefuseOrTake(damaged);
        }

        Assert.InRange((GC.GetTotalAllocatedBytes(precise: true) - before) / Rounds, 0, 3 * FragmentReader.MaxHeadLength);
    }

    [Theory]
    [InlineData(0x7FFF_FFFF_FFFF_FFFF)]
    [InlineData(-1)]
    [InlineData(15)]
    public void An_impossible_64_bit_length_costs_nothing(long length)
    {
        var header = new byte[16];
        header[3] = 1;
        "moof"u8.CopyTo(header.AsSpan(4));
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(8), length);
        var init = video.Fragmented.AsSpan(0, video.Fragmented.AsSpan().IndexOf("moof"u8) - 4);
        byte[] damaged = [.. init, .. header, .. new byte[1000]];

        Assert.Throws<Mp4FormatException>(() => Read(new MemoryStream(damaged)));
        Assert.False(Scan(damaged)!.IsPlayable);
    }

    private static FragmentedMp4? Scan(byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["recording.mp4"], bytes);
        using var file = File.OpenHandle(folder["recording.mp4"]);
        var scanned = FragmentedMp4.Scan(file);
        if (scanned is { IsPlayable: true })
        {
            using var target = File.OpenHandle(folder["faststart.mp4"], FileMode.Create, FileAccess.Write);
            FaststartWriter.Write(scanned, file, target, CancellationToken.None);
        }

        return scanned;
    }

    private static void RefuseOrTake(byte[] damaged)
    {
        try
        {
            Scan(damaged);
            Read(new MemoryStream(damaged));
        }
        catch (Mp4FormatException)
        {
            // Refused, as it should be where damage is noticed; any other exception fails the test.
        }
    }

    private static List<MovieFragment> Read(Stream stream)
    {
        var reader = new FragmentReader(stream);
        var fragments = new List<MovieFragment>();
        if (reader.ReadInit() is { } init)
        {
            while (reader.ReadFragment(init) is { } fragment && reader.CopySamples(_ => { }))
                fragments.Add(fragment);
        }

        return fragments;
    }
}
