using FalconEye.Rtsp.Sdp;
using FalconEye.Rtsp.Units;

namespace FalconEye.Rtsp.Tests.Units;

/// <summary>Rows 69 to 72 and 110 to 127 of docs/contribute/ingest.md.</summary>
public sealed class H264QuirkTests
{
    // 640x360 of x264, High profile with B-frames, and its picture parameter set.
    private static readonly byte[] Sequence = Convert.FromHexString("6764001EACD940A02FF970110000030001000003003C0F162D96");
    private static readonly byte[] Picture = Convert.FromHexString("68EBE3CB22C0");
    private static readonly string Sprop = $"sprop-parameter-sets={Convert.ToBase64String(Sequence)},{Convert.ToBase64String(Picture)}";

    // A first slice, of type I (first_mb_in_slice 0, slice_type 7), of type P (5), and a second slice of each (first_mb_in_slice 1).
    private static readonly byte[] Idr = [0x65, 0x88, 0x84, 0x11, 0x22];
    private static readonly byte[] IdrRest = [0x65, 0x42, 0x21, 0x44];
    private static readonly byte[] Inter = [0x41, 0x9A, 0x24, 0x66];
    private static readonly byte[] Intra = [0x41, 0x88, 0x84, 0x55];
    private static readonly byte[] Recovery = [0x06, 0x06, 0x01, 0xC4, 0x80];
    private static readonly byte[] Message = [0x06, 0x05, 0x02, 0xAA, 0xBB, 0x80];

    [Fact]
    public void Parameter_sets_of_the_session_description_describe_the_track_before_any_packet()
    {
        var track = Packets.H264(Sprop).Track;

        Assert.True(track.IsComplete);
        Assert.Equal((640, 360, "avc1.64001E"), (track.Width, track.Height, track.CodecString));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sprop-parameter-sets=")]
    [InlineData("sprop-parameter-sets=,,;")]
    [InlineData("sprop-parameter-sets=!!notbase64!!,AA==")]
    [InlineData("profile-level-id=Zm9v; sprop-parameter-sets=AAAAAQ==")]
    public void Without_usable_parameter_sets_they_are_taken_from_the_stream(string fmtp)
    {
        var packets = Packets.H264(fmtp);
        Assert.False(packets.Track.IsComplete);

        packets.Push(Idr, 0, true).Push(Sequence, 3000, false).Push(Picture, 3000, false).Push(Idr, 3000, true);

        Assert.Equal(["7 8 5"], packets.Output.H264Types);
        Assert.Equal(640, Assert.Single(packets.Output.Tracks).Width);
    }

    [Fact]
    public void Parameter_sets_with_start_codes_in_the_session_description_are_taken_apart()
    {
        byte[] annexB = [0, 0, 0, 1, .. Sequence, 0, 0, 0, 1, .. Picture, 0, 0, 0, 1];

        Assert.True(Packets.H264($"sprop-parameter-sets={Convert.ToBase64String(annexB)}").Track.IsComplete);
        Assert.True(Packets.H264($"sprop-parameter-sets={Convert.ToBase64String([.. Sequence, 0, 0, 0, 1])},{Convert.ToBase64String(Picture).TrimEnd('=')}").Track.IsComplete);
    }

    [Fact]
    public void A_sequence_parameter_set_that_cannot_be_read_costs_the_size_only()
    {
        byte[] cut = Sequence[..6];
        var packets = Packets.H264().Push(cut, 0, false).Push(Picture, 0, false).Push(Idr, 0, true);

        Assert.Equal(["7 8 5"], packets.Output.H264Types);
        Assert.Equal((0, "avc1.64001E", true), (packets.Track.Width, packets.Track.CodecString, packets.Track.IsComplete));
    }

    [Fact]
    public void A_marker_on_a_parameter_set_or_message_ends_nothing()
    {
        var packets = Packets.H264()
            .Push([0x09, 0xF0], 0, true).Push(Sequence, 0, true).Push(Picture, 0, true).Push(Message, 0, true).Push(Idr, 0, true)
            .Push(Message, 3000, true).Push([0x09, 0xF0], 3000, true).Push(Inter, 3000, true);

        Assert.Equal(["9 7 8 6 5", "6 9 1"], packets.Output.H264Types);
    }

    [Fact]
    public void Markers_of_a_camera_that_sets_them_on_each_slice_are_ignored_once_that_has_shown()
    {
        byte[] second = [0x41, 0x5F, 0x11];
        var packets = Packets.H264(Sprop).Push(Idr, 0, true).Push(second, 0, true);
        for (var time = 3000; time <= 9000; time += 3000)
        {
            packets.Push(Inter, time, true).Push(second, time, true);
        }

        Assert.Equal(["5", "1", "1 1", "1 1"], packets.Output.H264Types);
    }

    [Fact]
    public void The_time_of_a_unit_is_that_of_its_picture()
    {
        var packets = Packets.H264().Push(Sequence, 100, true).Push(Picture, 200, false).Push(Idr, 3000, true);

        Assert.Equal(3000, Assert.Single(packets.Output.Units).Timestamp);
        Assert.Equal(["7 8 5"], packets.Output.H264Types);
    }

    [Fact]
    public void Parameter_sets_with_the_time_of_the_picture_before_belong_to_the_next()
    {
        var packets = Packets.H264(Sprop).Push(Idr, 0, false).Push(Sequence, 0, false).Push(Picture, 0, false).Push(Idr, 3000, true);

        Assert.Equal(["5", "7 8 5"], packets.Output.H264Types);
    }

    [Fact]
    public void Start_codes_in_a_packet_separate_units()
    {
        var packets = Packets.H264().Push([0, 0, 0, 1, .. Sequence, 0, 0, 0, 1, .. Picture, 0, 0, 1, .. Idr], 0, true)
            .Push([.. Message, 0, 0, 0, 1, .. Inter], 3000, true);

        Assert.Equal(["7 8 5", "6 1"], packets.Output.H264Types);
        Assert.Equal([Sequence, Picture, Idr], RecordedOutput.NalUnitsOf(packets.Output.Units[0].Data));
    }

    [Fact]
    public void Start_codes_in_fragments_separate_units_wherever_the_fragments_are_cut()
    {
        byte[] body = [0, 0, 0, 1, .. Sequence, 0, 0, 0, 1, .. Picture, 0, 0, 0, 1, .. Idr];
        for (var cut = 1; cut < body.Length; cut++)
        {
            var packets = Packets.H264().Push([0x7C, 0x87, .. body[..cut]], 0, false).Push([0x7C, 0x47, .. body[cut..]], 0, true);
            Assert.Equal(["7 8 5"], packets.Output.H264Types);
        }
    }

    [Fact]
    public void Fragments_are_joined_whatever_their_later_headers_say()
    {
        var whole = Packets.H264(Sprop).Push([0x7C, 0xC5, .. Idr[1..]], 0, true);
        var otherTypes = Packets.H264(Sprop).Push([0x7C, 0x85, Idr[1]], 0, false).Push([0x7C, 0x21, Idr[2]], 0, false).Push([0x7C, 0x05], 0, false)
            .Push([0x7C, 0x48, .. Idr[3..]], 0, true);
        var endless = Packets.H264(Sprop).Push([0x7C, 0x85, .. Idr[1..]], 0, false).Push(Inter, 3000, true);
        var markerOnly = Packets.H264(Sprop).Push([0x7C, 0x85, .. Idr[1..]], 0, true);

        foreach (var packets in (Packets[])[whole, otherTypes, endless, markerOnly])
        {
            Assert.Equal(Idr, Assert.Single(RecordedOutput.NalUnitsOf(packets.Output.Units[0].Data)));
        }
    }

    [Fact]
    public void Joining_in_the_middle_of_a_frame_waits_for_the_next_keyframe()
    {
        var packets = Packets.H264(Sprop)
            .Push([0x7C, 0x05, 1, 2, 3], 0, false).Push([0x7C, 0x45, 1, 2, 3], 0, false).Push(IdrRest, 0, true)
            .Push(Inter, 3000, true).Push(Idr, 6000, false).Push(IdrRest, 6000, true).Push(Inter, 9000, true);

        Assert.Equal(["5 5", "1"], packets.Output.H264Types);
        Assert.Equal([true, false], packets.Output.Units.Select(unit => unit.IsKey));
    }

    [Fact]
    public void A_loss_costs_everything_until_the_next_whole_keyframe()
    {
        var packets = Packets.H264(Sprop).Push(Idr, 0, true).Push(Inter, 3000, true)
            .Push(Inter, 6000, false).Lose().Push(Inter, 9000, true)
            .Push(Idr, 12000, false).Lose(3).Push(IdrRest, 12000, true)
            .Lose().Push(IdrRest, 15000, true).Push(Inter, 18000, true).Push(Idr, 21000, true);

        Assert.Equal([0, 3000, 21000], packets.Output.Units.Select(unit => unit.Timestamp));
    }

    [Fact]
    public void Aggregates_with_padding_empty_or_cut_members_give_what_is_whole()
    {
        byte[] Member(byte[] nal) => [0, (byte)nal.Length, .. nal];
        var packets = Packets.H264()
            .Push([0x18, .. Member(Sequence), .. Member(Picture), 0, 0, .. Member(Idr), 0, 0, 0], 0, true)
            .Push([0x18, .. Member(Inter), 0, 99, 1, 2], 3000, true);

        Assert.Equal(["7 8 5", "1"], packets.Output.H264Types);
    }

    [Fact]
    public void Interleaved_mode_is_refused()
    {
        TrackDescription track = new() { Index = 0, Kind = TrackKind.Video, Codec = MediaCodec.H264, ClockRate = 90_000 };

        Assert.Null(Depacketizer.Create(track, new FormatParameters(96, "H264", 90_000, fmtp: "packetization-mode=2")));
    }

    [Fact]
    public void Changed_parameter_sets_are_delivered_before_their_keyframe()
    {
        byte[] changed = [.. Sequence];
        changed[3] = 0x1F;
        var packets = Packets.H264(Sprop).Push(Idr, 0, true).Push(Sequence, 3000, false).Push(Picture, 3000, false).Push(Idr, 3000, true);
        Assert.Empty(packets.Output.Tracks);

        packets.Push(changed, 6000, false).Push(Inter, 6000, true);
        Assert.Empty(packets.Output.Tracks);
        packets.Push(Idr, 9000, true);

        Assert.Equal("avc1.64001F", Assert.Single(packets.Output.Tracks).CodecString);
        Assert.Equal(4, packets.Output.Units.Count);
    }

    [Fact]
    public void A_stream_without_IDR_starts_at_a_recovery_point()
    {
        var packets = Packets.H264(Sprop).Push(Inter, 0, true).Push(Intra, 3000, true).Push(Recovery, 6000, false).Push(Intra, 6000, true).Push(Inter, 9000, true);

        Assert.Equal(["6 1", "1"], packets.Output.H264Types);
        Assert.True(packets.Output.Units[0].IsKey);
    }

    [Fact]
    public void After_ten_seconds_without_one_a_picture_that_refers_to_no_other_serves()
    {
        var packets = Packets.H264(Sprop);
        for (var second = 0; second <= 12; second++)
        {
            packets.Push(Intra, second * 90_000, true).Push(Inter, (second * 90_000) + 3000, true);
        }

        Assert.Equal(11 * 90_000, packets.Output.Units[0].Timestamp);
        Assert.Equal([true, false, true, false], packets.Output.Units.Select(unit => unit.IsKey));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1800)]
    public void Two_fields_of_a_frame_are_one_unit(int betweenFields)
    {
        // Main profile, 720x576 in fields, frame numbers of four bits, picture order by decoding order.
        var sequence = Bits("01100111 01001101 00000000 00011110", Golomb(0), Golomb(0), Golomb(2), Golomb(1), "0", Golomb(44), Golomb(17), "00100 1");
        byte[] Field(string header, int type, bool isBottom) => Bits(header, Golomb(0), Golomb(type), Golomb(0), "0000", "1", isBottom ? "1" : "0", "1010");
        var packets = Packets.H264().Push(sequence, 0, false).Push(Picture, 0, false);

        packets.Push(Field("01100101", 7, false), 0, true).Push(Field("01000001", 5, true), betweenFields, true)
            .Push(Field("01000001", 5, false), 3600, true).Push(Field("01000001", 5, true), 3600 + betweenFields, true);

        Assert.Equal(["7 8 5 1", "1 1"], packets.Output.H264Types);
        Assert.Equal([0, 3600], packets.Output.Units.Select(unit => unit.Timestamp));
        Assert.Equal((720, 576), (packets.Track.Width, packets.Track.Height));
    }

    [Fact]
    public void A_unit_without_end_is_given_up_and_the_next_keyframe_counts()
    {
        var packets = Packets.H264(Sprop).Push(Idr, 0, true).Push([0x7C, 0x81, 0x9A], 3000, false);
        var fragment = new byte[60_000];
        fragment.AsSpan().Fill(0x55);
        (fragment[0], fragment[1]) = (0x7C, 0x01);
        for (var i = 0; i < 300; i++)
        {
            packets.Push(fragment, 3000, false);
        }

        packets.Push(Inter, 6000, true).Push(Idr, 9000, true);
        Assert.Equal([0, 9000], packets.Output.Units.Select(unit => unit.Timestamp));
    }

    private static string Golomb(int value) => new string('0', int.Log2(value + 1)) + Convert.ToString(value + 1, 2);

    private static byte[] Bits(params string[] parts)
    {
        var bits = string.Concat(parts).Replace(" ", "", StringComparison.Ordinal);
        return [.. bits.PadRight((bits.Length + 7) / 8 * 8, '0').Chunk(8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
    }
}
