namespace FalconEye.Rtsp.Tests.Units;

/// <summary>Rows 72 and 110 to 125 of docs/contribute/ingest.md for H.265.</summary>
public sealed class H265QuirkTests
{
    private static readonly byte[] Video = Convert.FromHexString("40010C01FFFF01600000030090000003000003005D959809");
    private static readonly byte[] Sequence = Convert.FromHexString("42010101600000030090000003000003005DA00280802D165959A4932BC05A020000030002000003003C10");
    private static readonly byte[] Picture = Convert.FromHexString("4401C172B46240");
    private static readonly byte[] Idr = [0x26, 0x01, 0xAF, 0x08, 0x40];
    private static readonly byte[] CleanRandomAccess = [0x2A, 0x01, 0xAC, 0x11];
    private static readonly byte[] Inter = [0x02, 0x01, 0xD0, 0x22];
    private static readonly byte[] InterRest = [0x02, 0x01, 0x44, 0x22];

    private static string Sprop => $"sprop-vps={Base64(Video)};sprop-sps={Base64(Sequence)};sprop-pps={Base64(Picture)}";

    [Fact]
    public void Parameter_sets_of_the_session_description_describe_the_track()
    {
        var track = Packets.H265(Sprop).Track;

        Assert.Equal((1280, 720, "hvc1.1.6.L93.90", true), (track.Width, track.Height, track.CodecString, track.IsComplete));
        Assert.Equal([Video, Sequence, Picture], track.ParameterSets.Select(set => set.ToArray()));
    }

    [Fact]
    public void Incomplete_ones_are_ignored_and_those_with_start_codes_taken_apart()
    {
        byte[] annexB = [0, 0, 0, 1, .. Video, 0, 0, 0, 1, .. Sequence, 0, 0, 0, 1, .. Picture];

        Assert.False(Packets.H265($"sprop-vps={Base64(Video)};sprop-pps={Base64(Picture)}").Track.IsComplete);
        Assert.True(Packets.H265($"sprop-vps={Base64(annexB)}").Track.IsComplete);
    }

    [Fact]
    public void Markers_on_parameter_sets_end_nothing()
    {
        var packets = Packets.H265().Push(Video, 0, true).Push(Sequence, 0, true).Push(Picture, 0, true).Push(Idr, 0, true).Push(Inter, 3000, false)
            .Push(InterRest, 3000, true);

        Assert.Equal(["32 33 34 19", "1 1"], packets.Output.H265Types);
        Assert.Equal([true, false], packets.Output.Units.Select(unit => unit.IsKey));
    }

    [Fact]
    public void A_fragment_with_start_and_end_bit_is_whole()
    {
        var packets = Packets.H265(Sprop).Push([0x62, 0x01, 0xC0 | 19, .. Idr[2..]], 0, true);

        Assert.Equal(Idr, Assert.Single(RecordedOutput.NalUnitsOf(Assert.Single(packets.Output.Units).Data)));
    }

    [Fact]
    public void A_packet_with_content_information_gives_its_payload()
    {
        // PACI: cType 19 (IDR), PHSsize 3, then three bytes of extension.
        var packets = Packets.H265(Sprop).Push([0x64, 0x01, 19 << 1, 3 << 4, 9, 9, 9, .. Idr[2..]], 0, true);

        Assert.Equal(Idr, Assert.Single(RecordedOutput.NalUnitsOf(Assert.Single(packets.Output.Units).Data)));
    }

    [Fact]
    public void A_clean_random_access_picture_starts_and_after_a_loss_starts_again()
    {
        var packets = Packets.H265(Sprop).Push(Inter, 0, true).Push(CleanRandomAccess, 3000, true).Push(Inter, 6000, true)
            .Lose().Push(Inter, 9000, true).Push(CleanRandomAccess, 12_000, true);

        Assert.Equal([3000, 6000, 12_000], packets.Output.Units.Select(unit => unit.Timestamp));
    }

    [Fact]
    public void Start_codes_in_fragments_separate_units_wherever_the_fragments_are_cut()
    {
        byte[] body = [0, 0, 0, 1, .. Video, 0, 0, 0, 1, .. Sequence, 0, 0, 0, 1, .. Picture, 0, 0, 0, 1, .. Idr];
        for (var cut = 1; cut < body.Length; cut++)
        {
            var packets = Packets.H265().Push([0x62, 0x01, 0x80 | 32, .. body[..cut]], 0, false).Push([0x62, 0x01, 0x40 | 32, .. body[cut..]], 0, true);
            Assert.Equal(["32 33 34 19"], packets.Output.H265Types);
        }
    }

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes);
}
