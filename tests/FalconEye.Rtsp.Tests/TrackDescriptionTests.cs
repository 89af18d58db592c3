namespace FalconEye.Rtsp.Tests;

public sealed class TrackDescriptionTests
{
    [Fact]
    public void A_video_track_is_complete_once_its_parameter_sets_are_known()
    {
        var track = new TrackDescription { Index = 0, Kind = TrackKind.Video, Codec = MediaCodec.H264, ClockRate = 90_000 };

        Assert.False(track.IsComplete);
        Assert.True((track with { ParameterSets = [new byte[] { 0x67 }], Width = 640, Height = 360 }).IsComplete);
    }
}
