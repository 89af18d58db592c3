using System.Buffers.Binary;
using System.Globalization;
using FalconEye.Rtsp.Client;
using FalconEye.Rtsp.Rtp;

namespace FalconEye.Rtsp.Tests.Rtp;

/// <summary>Sequence numbers over TCP. A packet is written as number, timestamp and payload.</summary>
public sealed class OrderedSequenceTests
{
    [Theory]
    [InlineData("65535,0,a 0,0,b 1,3,c", "0 0 0")]
    [InlineData("1,0,a 2,3,b 5,6,c", "0 0 2")]
    [InlineData("1,0,a 2,3,b 20000,6,c 20001,9,d", "0 0 Suspect 1")]
    public void What_the_camera_leaves_out_is_loss(string packets, string steps) => Assert.Equal(steps, Follow(packets));

    [Theory]
    [InlineData("1,0,a 1,0,a 2,3,b 2,3,b 3,6,c", "0 Drop 0 Drop 0")]
    [InlineData("1,0,a 2,0,b 1,0,a 2,0,b 3,3,c 4,3,d 3,3,c 4,3,d", "0 0 Drop Drop 0 0 Drop Drop")]
    [InlineData("1,0,a 2,3,b 4,9,d 3,6,c 5,12,e", "0 0 1 Drop 0")]
    [InlineData("1,9,a 2,3,b 4,6,d 3,3,c 1,9,a 5,18,e", "0 0 1 Drop Drop 0")]
    public void Packets_that_are_repeated_or_late_are_dropped(string packets, string steps) => Assert.Equal(steps, Follow(packets));

    [Theory]
    [InlineData("7,0,a 7,0,b 7,0,c 7,3,a 7,3,a 7,3,b 7,6,b", "0 0 0 0 Drop 0 0")]
    [InlineData("0,0,a 1,0,b 2,0,c 0,3,d 1,3,e 0,6,f 0,9,g 1,9,h", "0 0 0 0 0 0 0 0")]
    [InlineData("20000,0,a 20001,3,b 5,6,c 6,9,d", "0 0 0 0")]
    [InlineData("1,4294967295,a 1,2,b", "0 0")]
    public void Packets_that_are_new_whatever_their_number_are_taken(string packets, string steps) => Assert.Equal(steps, Follow(packets));

    [Fact]
    public void Numbers_at_random_count_no_more_once_that_has_shown_and_again_when_they_are_in_order()
    {
        OrderedSequence sequence = new(new SequenceTracker());
        int frame = 0;
        Next(30_000);
        Next(20_000);
        Next(10_000);
        Next(0);

        Assert.Equal(["0", "0", "0"], new[] { Next(2000), Next(50_000), Next(49_990) });

        for (int i = 1; i <= Leniency.PacketsInOrder; i++)
            Next(49_990 + i);
        Assert.Equal("1", Next(49_990 + Leniency.PacketsInOrder + 2));

        string Next(int number) => Step(sequence, (ushort)number, (uint)(++frame * 3000), [1]);
    }

    [Fact]
    public void More_packets_in_a_row_than_can_be_late_are_not_late()
    {
        OrderedSequence sequence = new(new SequenceTracker());

        // Timestamps that stand still, numbers from 0 in each frame, and the first frame the longest.
        string[] steps = [.. Enumerable.Range(0, 600).Select(i => Step(sequence, (ushort)(i < 50 ? i : (i - 50) % 49), 0, [(byte)i, (byte)(i >> 8)]))];

        Assert.Equal(Leniency.MaximumSequenceLate, steps.SkipWhile(step => step == "0").TakeWhile(step => step == "Drop").Count());
        Assert.Equal(Leniency.SequenceContradictions, steps.Count(step => step == "1"));
        Assert.All(steps[500..], step => Assert.Equal("0", step));
    }

    private static string Follow(string packets)
    {
        OrderedSequence sequence = new(new SequenceTracker());
        return string.Join(' ', packets.Split(' ').Select(text => text.Split(',')).Select(words =>
            Step(sequence, ushort.Parse(words[0], CultureInfo.InvariantCulture), uint.Parse(words[1], CultureInfo.InvariantCulture), [(byte)words[2][0]])));
    }

    private static string Step(OrderedSequence sequence, ushort number, uint timestamp, byte[] payload)
    {
        byte[] data = [0x80, 96, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, .. payload];
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(2), number);
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(4), timestamp);
        Assert.True(RtpPacket.TryParse(data, out RtpPacket packet));
        return sequence.Next(packet, out int lost) is var step && step == SequenceStep.Accept ? $"{lost}" : $"{step}";
    }
}
