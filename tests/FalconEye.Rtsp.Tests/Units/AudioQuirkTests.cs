using FalconEye.Rtsp.Sdp;
using FalconEye.Rtsp.Units;

namespace FalconEye.Rtsp.Tests.Units;

/// <summary>Rows 76 to 79 and 129 to 131 of docs/contribute/ingest.md.</summary>
public sealed class AudioQuirkTests
{
    private const string HighRate = "mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config=1408";

    private static readonly byte[] One = [1, 2, 3];
    private static readonly byte[] Two = [4, 5, 6, 7];

    // ADTS of AAC-LC, 16 kHz, one channel, 10 bytes with its header.
    private static readonly byte[] AdtsOfOne = [0xFF, 0xF1, 0x60, 0x40, 0x01, 0x5F, 0xFC, .. One];

    [Fact]
    public void Several_frames_in_a_packet_follow_each_other_in_time()
    {
        var units = Aac(HighRate).Push([0, 32, 0, 3 << 3, 0, 4 << 3, .. One, .. Two], 5000, true).Output.Units;

        Assert.Equal([One, Two], units.Select(unit => unit.Data));
        Assert.Equal([5000, 6024], units.Select(unit => unit.Timestamp));
    }

    [Theory]
    [InlineData("mode=AAC_hbr;config=1408")]
    [InlineData("config=1408; SizeLength=13; IndexLength=3; IndexDeltaLength=3;")]
    [InlineData("mode=AAC-hbr")]
    [InlineData("")]
    public void Missing_or_oddly_written_parameters_are_those_of_the_high_rate_mode(string fmtp)
    {
        var aac = Aac(fmtp).Push([0, 16, 0, 3 << 3, .. One], 0, true);

        Assert.Equal(One, Assert.Single(aac.Output.Units).Data);
        Assert.Equal("1408", Convert.ToHexString(aac.Track.Configuration.Span));
    }

    [Fact]
    public void Headers_of_other_sizes_are_read_by_the_parameters()
    {
        var low = Aac("mode=AAC-lbr;sizelength=6;indexlength=2;indexdeltalength=2;config=1408").Push([0, 16, 3 << 2, 4 << 2, .. One, .. Two], 0, true);
        var constant = Aac("constantsize=3;indexlength=8;indexdeltalength=8;config=1408").Push([0, 16, 0, 1, .. One, .. One], 0, true);
        var optional = Aac("sizelength=13;indexlength=3;ctsdeltalength=7;randomaccessindication=1;auxiliarydatasizelength=8;config=1408")
            .Push([0, 18, 0, 3 << 3, 0x40, 8, 0xAA, .. One], 0, true);

        Assert.Equal([One, Two], low.Output.Units.Select(unit => unit.Data));
        Assert.Equal([One, One], constant.Output.Units.Select(unit => unit.Data));
        Assert.Equal([One], optional.Output.Units.Select(unit => unit.Data));
    }

    [Fact]
    public void A_frame_in_fragments_is_joined_and_given_up_after_a_loss()
    {
        var whole = Aac(HighRate).Push([0, 16, 0, 4 << 3, 4, 5], 0, false).Push([0, 16, 0, 4 << 3, 6, 7], 0, true);
        var lost = Aac(HighRate).Push([0, 16, 0, 4 << 3, 4, 5], 0, false).Lose().Push([0, 16, 0, 4 << 3, 6], 0, true).Push([0, 16, 0, 3 << 3, .. One], 1024, true);

        Assert.Equal(Two, Assert.Single(whole.Output.Units).Data);
        Assert.Equal(One, Assert.Single(lost.Output.Units).Data);
    }

    [Fact]
    public void ADTS_within_frames_and_in_place_of_headers_is_taken_off()
    {
        var within = Aac(HighRate).Push([0, 16, 0, (byte)(AdtsOfOne.Length << 3), .. AdtsOfOne], 0, true);
        var instead = Aac("").Push([.. AdtsOfOne, .. AdtsOfOne], 0, true);

        Assert.Equal([One], within.Output.Units.Select(unit => unit.Data));
        Assert.Equal([One, One], instead.Output.Units.Select(unit => unit.Data));
        Assert.Equal(("1408", 16_000), (Convert.ToHexString(instead.Track.Configuration.Span), instead.Track.SampleRate));
    }

    [Fact]
    public void With_spectral_replication_a_frame_lasts_twice_as_long_in_the_doubled_clock()
    {
        Packets aac = new(MediaCodec.Aac, "mpeg4-generic", "sizelength=13;indexlength=3;indexdeltalength=3;config=2B8A0800", 44_100);

        aac.Push([0, 32, 0, 3 << 3, 0, 4 << 3, .. One, .. Two], 0, true);

        Assert.Equal([0, 2048], aac.Output.Units.Select(unit => unit.Timestamp));
        Assert.Equal(44_100, aac.Track.SampleRate);
    }

    [Fact]
    public void Linear_samples_come_out_whole_and_in_network_order()
    {
        Packets hikvision = new(MediaCodec.L16, "PCM", clockRate: 48_000);
        Packets standard = new(MediaCodec.L16, "L16", clockRate: 44_100, channels: 2);

        Assert.Equal([0x12, 0x34, 0x56, 0x78], Assert.Single(hikvision.Push([0x34, 0x12, 0x78, 0x56, 0x99], 0, false).Output.Units).Data);
        Assert.Equal([1, 2, 3, 4], Assert.Single(standard.Push([1, 2, 3, 4, 5, 6], 0, false).Output.Units).Data);
    }

    [Fact]
    public void G711_in_packets_of_any_length_passes_as_it_is()
    {
        Packets sound = new(MediaCodec.MuLaw, "PCMU", clockRate: 8000);
        sound.Push(new byte[1], 0, true).Push(new byte[1024], 1, false).Push([], 1025, false).Lose().Push(new byte[20], 3000, false);

        Assert.Equal([1, 1024, 20], sound.Output.Units.Select(unit => unit.Data.Length));
    }

    [Fact]
    public void A_track_of_sound_has_the_rate_and_channels_of_its_format_and_Opus_its_own()
    {
        var linear = new Packets(MediaCodec.L16, "L16", clockRate: 44_100, channels: 2).Track;
        var opus = new Packets(MediaCodec.Opus, "opus", clockRate: 48_000).Track;

        Assert.Equal((44_100, 2), (linear.SampleRate, linear.Channels));
        Assert.Equal((48_000, 2), (opus.SampleRate, opus.Channels));
    }

    [Fact]
    public void G726_is_refused()
    {
        TrackDescription track = new() { Index = 0, Kind = TrackKind.Audio, Codec = MediaCodec.G726, ClockRate = 8000 };

        Assert.Null(Depacketizer.Create(track, new FormatParameters(2, "G726-32", 8000)));
    }

    private static Packets Aac(string fmtp) => new(MediaCodec.Aac, "MPEG4-GENERIC", fmtp, clockRate: 16_000);
}
