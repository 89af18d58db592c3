using FalconEye.Rtsp.Rtp;
using FalconEye.Rtsp.Tests.Client;

namespace FalconEye.Rtsp.Tests.Rtp;

public sealed class RtpTests
{
    private static readonly byte[] Header = [0x80, 0xE0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3];

    [Theory]
    [InlineData(0x80, new byte[] { 7, 8, 9 }, new byte[] { 7, 8, 9 })]
    [InlineData(0x81, new byte[] { 1, 1, 1, 1, 7 }, new byte[] { 7 })]
    [InlineData(0x90, new byte[] { 0, 0, 0, 1, 1, 1, 1, 1, 7 }, new byte[] { 7 })]
    [InlineData(0xA0, new byte[] { 7, 0, 2 }, new byte[] { 7 })]
    [InlineData(0xA0, new byte[] { 7, 0, 200 }, new byte[0])]
    public void Quirk_99_the_payload_is_what_extension_sources_and_padding_leave(int first, byte[] rest, byte[] payload)
    {
        Assert.True(RtpPacket.TryParse([(byte)first, .. Header[1..], .. rest], out RtpPacket packet));

        Assert.Equal(payload, packet.Payload.ToArray());
        Assert.Equal((true, 96, 1, 2u, 3u), (packet.Marker, packet.PayloadType, packet.SequenceNumber, packet.Timestamp, packet.Source));
    }

    [Theory]
    [InlineData(new byte[] { 0x80, 0x60 })]
    [InlineData(new byte[] { 0x00, 0x60, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3 })]
    [InlineData(new byte[] { 0x8F, 0x60, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3 })]
    [InlineData(new byte[] { 0x90, 0x60, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0xFF, 0xFF })]
    public void What_is_no_packet_is_refused(byte[] data) => Assert.False(RtpPacket.TryParse(data, out _));

    [Theory]
    [InlineData(new[] { 65534, 65535, 0, 1 }, "0 0 0 0")]
    [InlineData(new[] { 1, 2, 5 }, "0 0 2")]
    [InlineData(new[] { 5, 5, 4, 6 }, "0 Drop Drop 0")]
    [InlineData(new[] { 1, 2, 40000, 3 }, "0 0 Suspect 0")]
    [InlineData(new[] { 1, 2, 40000, 40001, 40002 }, "0 0 Suspect 1 0")]
    public void Quirks_102_and_103_loss_is_counted_and_a_jump_accepted_after_two_packets(int[] numbers, string steps)
    {
        SequenceTracker tracker = new();

        Assert.Equal(steps, string.Join(' ', numbers.Select(number =>
            tracker.Next((ushort)number, out int lost) is var step && step == SequenceStep.Accept ? $"{lost}" : $"{step}")));
    }

    [Fact]
    public void Quirk_104_timestamps_are_extended_across_their_wrap_in_both_directions()
    {
        TimestampUnwrapper unwrapper = new();

        Assert.Equal([uint.MaxValue - 5L, uint.MaxValue + 5L, uint.MaxValue - 1L], new[] { uint.MaxValue - 5, 4u, uint.MaxValue - 1 }.Select(unwrapper.Next));
    }

    [Fact]
    public void Quirks_31_and_101_a_strange_source_is_dropped_while_the_own_one_is_there()
    {
        SourceFilter filter = new(promised: 3, TimeProvider.System);
        long second = TimeProvider.System.TimestampFrequency;

        Assert.Equal(
            [SourceStep.Own, SourceStep.Foreign, SourceStep.Own, SourceStep.Changed, SourceStep.Foreign, SourceStep.Changed],
            new[] { filter.Next(1, 0), filter.Next(2, 1), filter.Next(1, 2), filter.Next(3, 3), filter.Next(1, 4), filter.Next(1, second * 2) });
        filter.Left(1);
        Assert.Equal(SourceStep.Own, filter.Next(9, second * 2));
    }

    [Fact]
    public void Quirk_106_a_sender_report_gives_the_cameras_time_and_what_is_cut_off_is_skipped()
    {
        byte[] report = [0x80, 200, 0, 6, 0, 0, 0, 3, 0xE8, 0x00, 0x00, 0x00, 0x80, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0, 1, 0x81, 202, 0, 9, 1, 1, 1, 1, 1];

        RtcpReader read = RtcpReader.Read(report);

        Assert.Equal((3u, 9u, null), (read.Sender, read.Timestamp, read.Goodbye));
        Assert.Equal(new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(0xE800_0000).AddSeconds(0.5), read.Time);
        Assert.Null(RtcpReader.Read([.. report[..8], .. new byte[20]]).Time);
        Assert.Equal(5u, RtcpReader.Read([0x81, 203, 0, 1, 0, 0, 0, 5]).Goodbye);
    }

    [Fact]
    public void A_receiver_report_has_the_loss_since_the_last_one()
    {
        SequenceTracker tracker = new();
        ReceptionReport report = new(90_000, TimeProvider.System);
        foreach (int number in new[] { 10, 11, 14 })
            tracker.Next((ushort)number, out _);

        byte[] first = report.Write(7, tracker, 0), second = report.Write(7, tracker, 0);

        Assert.Equal([0x81, 201, 0, 7], first[..4]);
        Assert.Equal([0, 0, 0, 7, 102, 0, 0, 2, 0, 0, 0, 14], first[8..20]);
        Assert.Equal(0, second[12]);
        Assert.Equal([0x81, 202, 0, 4], first[32..36]);
    }

    [Fact]
    public void Packets_by_UDP_are_put_in_order_and_wait_for_a_bounded_time()
    {
        CollectingSink sink = new();
        TestTrack track = new(sink);
        ReorderBuffer reorder = new(TimeProvider.System);
        long second = TimeProvider.System.TimestampFrequency;
        foreach (int number in new[] { 0, 2, 1, 3, 5, 6 })
            reorder.Push(ScriptedCamera.Packet(number, number * 6000, number == 0), 0, track.Receiver);

        Assert.Equal([0, 1, 2, 3], sink.Units.Select(unit => (int)unit.Data[^1]));
        reorder.Expire(second, track.Receiver);
        Assert.Equal([(0, 1)], sink.Losses);
    }
}
