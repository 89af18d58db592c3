using FalconEye.Rtsp.Rtp;
using FalconEye.Rtsp.Sdp;
using FalconEye.Rtsp.Server;
using FalconEye.Rtsp.Units;

namespace FalconEye.Rtsp.Tests.Server;

/// <summary>What the server sends is read by the client of the same library as it was; FFmpeg and GStreamer read it in FalconEye.Api.Tests.</summary>
public sealed class PacketizerTests
{
    private static readonly byte[] AvcSps = Convert.FromHexString("6742C01EDA0280BFE5C044000003000400000300F03C58BA80");
    private static readonly byte[] AvcPps = Convert.FromHexString("68CE3C80");

    [Theory]
    [InlineData(MediaCodec.MuLaw, 8000, 1, 160)]
    [InlineData(MediaCodec.ALaw, 8000, 1, 4000)]
    [InlineData(MediaCodec.L16, 16_000, 2, 6000)]
    [InlineData(MediaCodec.Aac, 48_000, 2, 300)]
    [InlineData(MediaCodec.Aac, 48_000, 2, 5000)]
    [InlineData(MediaCodec.Opus, 48_000, 2, 200)]
    public void Sound_comes_out_as_it_went_in(MediaCodec codec, int rate, int channels, int length)
    {
        var sound = new TrackDescription
        {
            Index = 1,
            Kind = TrackKind.Audio,
            Codec = codec,
            ClockRate = rate,
            SampleRate = rate,
            Channels = channels,
            Configuration = codec == MediaCodec.Aac ? new byte[] { 0x11, 0x90 } : default,
        };
        var unit = Bytes(length);
        var (track, data) = Travel(sound, unit, isKey: true);

        Assert.Equal((codec, rate, channels), (track.Codec, track.ClockRate, track.Channels));
        Assert.Equal(unit, data);
    }

    [Theory]
    [InlineData(MediaCodec.H264, 0x65, 100)]
    [InlineData(MediaCodec.H264, 0x65, 5000)]
    [InlineData(MediaCodec.H265, 0x26, 100)]
    [InlineData(MediaCodec.H265, 0x26, 5000)]
    public void A_keyframe_comes_out_with_its_parameter_sets(MediaCodec codec, byte first, int length)
    {
        var nal = Bytes(length);
        (nal[0], nal[1]) = (first, codec == MediaCodec.H264 ? (byte)0x88 : (byte)1);
        byte[] unit = [0, 0, (byte)(length >> 8), (byte)length, .. nal];
        List<byte[]> packets = [];
        var packetizer = RtpPacketizer.For(Video(codec), 7)!;

        packetizer.Write(unit, Video(codec).ParameterSets, 90_000, packet => packets.Add(packet.ToArray()));

        Assert.All(packets, packet => Assert.InRange(packet.Length, 13, 1412));
        Assert.Equal(packets.Count - 1, packets.FindIndex(packet => (packet[1] & 0x80) != 0));
        Assert.Equal(Video(codec).ParameterSets.Select(set => Convert.ToHexString(set.Span)), packets.Take(Video(codec).ParameterSets.Count).Select(packet => Convert.ToHexString(packet[12..])));
        if (codec == MediaCodec.H264)
        {
            var (track, data) = Travel(Video(codec), unit, isKey: true);
            Assert.Equal(2, track.ParameterSets.Count);
            Assert.Contains(Convert.ToHexString(nal), Convert.ToHexString(data), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_unit_that_is_cut_off_sends_what_is_whole_and_an_empty_one_nothing()
    {
        var packetizer = RtpPacketizer.For(Video(MediaCodec.H264), 7)!;
        var packets = 0;
        packetizer.Write([0, 0, 0, 2, 0x61, 1, 0, 0, 0, 9, 0x61], [], 0, _ => packets++);
        packetizer.Write([], [], 0, _ => packets++);
        packetizer.Write([0, 0, 0, 0], [], 0, _ => packets++);

        Assert.Equal(1, packets);
    }

    private static TrackDescription Video(MediaCodec codec) => new()
    {
        Index = 0,
        Kind = TrackKind.Video,
        Codec = codec,
        ClockRate = 90_000,
        ParameterSets = codec == MediaCodec.H264 ? [AvcSps, AvcPps] : [new byte[] { 0x40, 1, 2 }, new byte[] { 0x42, 1, 3 }, new byte[] { 0x44, 1, 4 }],
    };

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((i * 7) + 3))];

    /// <summary>From the packetizer through the description and the depacketizer that it leads to.</summary>
    private static (TrackDescription Track, byte[] Data) Travel(TrackDescription track, byte[] unit, bool isKey)
    {
        TrackDescription[] tracks = track.Kind == TrackKind.Video ? [track] : [Video(MediaCodec.H264), track];
        var description = SessionDescription.Parse(System.Text.Encoding.ASCII.GetBytes(RtpFormat.Describe(new StreamDescription(tracks, []))));
        var selected = TrackSelection.Of(description, wantsAudio: true).Tracks[track.Index];
        var output = new Output();
        var packetizer = RtpPacketizer.For(track, 7)!;
        packetizer.Write(unit, isKey ? track.ParameterSets : [], 1234, Push);
        if (track.Kind == TrackKind.Video)
        {
            // A depacketizer that has not learnt yet whether to trust markers waits for the next frame.
            packetizer.Write([0, 0, 0, 3, 0x61, 0x88, 1], [], 91_234, Push);
        }

        return (selected.Depacketizer.Track, [.. output.Data]);

        void Push(ReadOnlySpan<byte> bytes)
        {
            Assert.True(RtpPacket.TryParse(bytes, out var packet));
            selected.Depacketizer.Push(packet.Payload, packet.Timestamp, packet.Marker, 0, output);
        }
    }

    private sealed class Output : IDepacketizerOutput
    {
        internal List<byte> Data { get; } = [];

        public void OnTrackChanged(TrackDescription track)
        {
            // Read from the depacketizer at the end.
        }

        public void OnUnit(in MediaUnit unit) => Data.AddRange(unit.Data);
    }
}
