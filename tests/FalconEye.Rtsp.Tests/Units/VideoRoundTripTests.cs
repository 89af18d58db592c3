using FalconEye.TestKit;
using FalconEye.TestKit.Streams;

namespace FalconEye.Rtsp.Tests.Units;

public sealed class VideoRoundTripTests
{
    [Theory]
    [InlineData("libx264", "-bf 0 -g 25", 1400, false)]
    [InlineData("libx264", "-bf 3 -g 25 -x264-params slices=4", 500, true)]
    [InlineData("libx264", "-profile:v baseline -g 10", 1400, true)]
    [InlineData("libx265", "-x265-params bframes=0:keyint=25:log-level=none", 1400, true)]
    [InlineData("libx265", "-x265-params bframes=4:keyint=25:log-level=none:slices=2", 700, false)]
    public async Task Every_access_unit_comes_back_byte_for_byte_with_its_time(string encoder, string arguments, int maxLength, bool aggregates)
    {
        using TemporaryFolder folder = new();
        var isHevc = encoder == "libx265";
        var video = await EncodedVideo.EncodeAsync(folder, encoder, arguments.Split(' '), "320x240", 2, TestContext.Current.CancellationToken);
        var packets = isHevc ? Packets.H265() : Packets.H264();

        foreach (var unit in video.Units)
        {
            var payloads = VideoPacketizer.Packetize(unit.NalUnits, isHevc, maxLength, aggregates);
            for (var i = 0; i < payloads.Count; i++)
            {
                packets.Push(payloads[i], unit.Pts, marker: i == payloads.Count - 1);
            }
        }

        Assert.Equal(video.Units.Select(unit => unit.WithLengths()), packets.Output.Units.Select(unit => unit.Data));
        Assert.Equal(video.Units.Select(unit => (unit.Pts, unit.IsKey)), packets.Output.Units.Select(unit => (unit.Timestamp, unit.IsKey)));
        var track = Assert.Single(packets.Output.Tracks);
        Assert.Equal((320, 240), (track.Width, track.Height));
        Assert.True(track.IsComplete);
    }

    [Fact]
    public async Task Decoding_order_numbers_of_H265_are_left_out()
    {
        using TemporaryFolder folder = new();
        var video = await EncodedVideo.EncodeAsync(folder, "libx265", [], "320x240", 1, TestContext.Current.CancellationToken);
        var packets = Packets.H265("sprop-max-don-diff=2");

        foreach (var unit in video.Units)
        {
            foreach (var payload in VideoPacketizer.Packetize(unit.NalUnits, isHevc: true, 300, aggregates: true, hasOrderNumbers: true))
            {
                packets.Push(payload, unit.Pts, marker: false);
            }

            packets.Push([], unit.Pts, marker: true);
        }

        Assert.Equal(video.Units.Select(unit => unit.WithLengths()), packets.Output.Units.Select(unit => unit.Data));
    }

    [Theory]
    [InlineData("libx264")]
    [InlineData("libx265")]
    public async Task Without_markers_a_new_time_ends_a_unit_and_without_times_the_next_picture_does(string encoder)
    {
        using TemporaryFolder folder = new();
        var isHevc = encoder == "libx265";
        var video = await EncodedVideo.EncodeAsync(folder, encoder, [], "320x240", 1, TestContext.Current.CancellationToken);
        var (byTime, byPicture) = isHevc ? (Packets.H265(), Packets.H265()) : (Packets.H264(), Packets.H264());

        foreach (var unit in video.Units)
        {
            foreach (var payload in VideoPacketizer.Packetize(unit.NalUnits, isHevc, 1400, aggregates: false))
            {
                byTime.Push(payload, unit.Pts, marker: false);
                byPicture.Push(payload, 5, marker: false);
            }
        }

        var expected = video.Units.SkipLast(1).Select(unit => unit.WithLengths()).ToList();
        Assert.Equal(expected, byTime.Output.Units.Select(unit => unit.Data));
        Assert.Equal(expected, byPicture.Output.Units.Select(unit => unit.Data));
    }
}
