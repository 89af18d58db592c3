namespace FalconEye.Rtsp.Tests.Units;

/// <summary>Row 132 of docs/contribute/ingest.md.</summary>
public sealed class JpegQuirkTests
{
    private static readonly byte[] Scan = [1, 2, 3, 4];

    [Fact]
    public void Tables_are_remembered_by_quality_but_not_for_255()
    {
        var tables = Enumerable.Range(1, 128).Select(value => (byte)value).ToArray();
        byte[] with = [0, 0, 0, 128, .. tables, .. Scan];
        byte[] without = [0, 0, 0, 0, .. Scan];

        var cached = Jpeg().Push(Packet(0, 1, 200, 8, 8, with), 0, true).Push(Packet(0, 1, 200, 8, 8, without), 1, true);
        var uncached = Jpeg().Push(Packet(0, 1, 255, 8, 8, with), 0, true).Push(Packet(0, 1, 255, 8, 8, without), 1, true);
        var single = Jpeg().Push(Packet(0, 1, 200, 8, 8, [0, 0, 0, 64, .. tables[..64], .. Scan]), 0, true);

        Assert.Equal(2, cached.Output.Units.Count);
        Assert.Equal(cached.Output.Units[0].Data, cached.Output.Units[1].Data);
        Assert.Single(uncached.Output.Units);
        Assert.Single(single.Output.Units);
    }

    [Fact]
    public void Restart_markers_are_announced_and_the_end_of_image_is_added_once()
    {
        var added = Jpeg().Push(Packet(0, 65, 50, 8, 8, [0, 7, 0xFF, 0xFF, .. Scan]), 0, true).Output.Units[0].Data;
        var present = Jpeg().Push(Packet(0, 1, 50, 8, 8, [.. Scan, 0xFF, 0xD9]), 0, true).Output.Units[0].Data;

        Assert.True(added.AsSpan().IndexOf<byte>([0xFF, 0xDD, 0, 4, 0, 7]) > 0);
        Assert.Equal([.. Scan, 0xFF, 0xD9], added[^6..]);
        Assert.Equal([.. Scan, 0xFF, 0xD9], present[^6..]);
    }

    [Fact]
    public void A_frame_wider_than_the_header_can_say_has_the_stated_size()
    {
        Packets jpeg = new(MediaCodec.Jpeg, "JPEG", size: (2592, 1944));

        jpeg.Push(Packet(0, 1, 50, 2592 / 8 % 256, 1944 / 8, Scan), 0, true).Push(Packet(0, 1, 50, 0, 0, Scan), 1, true);

        Assert.Equal((2592, 1944), (jpeg.Track.Width, jpeg.Track.Height));
        Assert.Equal(2, jpeg.Output.Units.Count);
        Assert.Empty(jpeg.Output.Tracks);
    }

    [Fact]
    public void A_frame_with_a_missing_packet_is_left_out_and_without_marker_the_next_time_ends_it()
    {
        var packets = Jpeg()
            .Push(Packet(4, 1, 50, 8, 8, Scan), 0, true)
            .Push(Packet(0, 1, 50, 8, 8, Scan), 1, false).Push(Packet(8, 1, 50, 8, 8, Scan), 1, true)
            .Push(Packet(0, 1, 50, 8, 8, Scan), 2, false).Lose().Push(Packet(4, 1, 50, 8, 8, Scan), 2, true)
            .Push(Packet(0, 1, 50, 8, 8, Scan), 3, false).Push(Packet(4, 1, 50, 8, 8, Scan), 3, false).Push(Packet(0, 1, 50, 8, 8, Scan), 4, true);

        Assert.Equal([3, 4], packets.Output.Units.Select(unit => unit.Timestamp));
    }

    private static Packets Jpeg() => new(MediaCodec.Jpeg, "JPEG");

    private static byte[] Packet(int offset, byte type, byte quality, int width, int height, byte[] data) =>
        [0, (byte)(offset >> 16), (byte)(offset >> 8), (byte)offset, type, quality, (byte)width, (byte)height, .. data];
}
