using System.Text;
using FalconEye.Rtsp.Client;
using FalconEye.Rtsp.Sdp;

namespace FalconEye.Rtsp.Tests.Sdp;

/// <summary>Session descriptions as cameras write them, one line per row of docs/contribute/ingest.md.</summary>
public sealed class SessionDescriptionTests
{
    private const string Map = "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n";

    [Theory]
    [InlineData("53", "v=0\r\ns=x\r\n" + Map)]
    [InlineData("54", "o=- 1234567890abcdef -1.5 IP IP4\r\n" + Map)]
    [InlineData("55", "v=0\r\n" + Map + "s=again\r\n")]
    [InlineData("56", "c=IN c=IN IP4 0.0.0.0\r\nc=SM 1\r\nc=IN\r\n" + Map)]
    [InlineData("57", "t=now-\r\n" + Map)]
    [InlineData("58", "a=control:*\r\nm=video 0 RTP/AVP 96\r\na=fmtp:96 packetization-mode=1\r\nb=AS:1\r\na=control:t\r\na=rtpmap:96 H264/90000\r\nv=0\r\n")]
    [InlineData("59", Map + "b=TIAS:1\r\nb=RS:0\r\nb=X-\r\n")]
    [InlineData("60", "m=application/TP-LINK 0 RTP/AVP smart/1/90000\r\na=rtpmap:95 TP-LINK/90000\r\nm=vana\r\nm=metadata\r\nm=\r\n" + Map)]
    [InlineData("61", "m=video 0 TCP/RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n")]
    [InlineData("61", "m=video RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n")]
    [InlineData("61", "m=video 0/2 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n")]
    [InlineData("61", "m=video 0 96\r\na=rtpmap:96 H264/90000\r\n")]
    [InlineData("61", "m=video\r\na=rtpmap:96 H264/90000\r\n")]
    [InlineData("62", "m=video 0 RTP/AVP 96\n\n\na=rtpmap:96 H264/90000")]
    [InlineData("63", "m=video 0 RTP/AVP 96\t \r\na=rtpmap:96 H264/90000 \r\n")]
    [InlineData("64", "m=video 0 RTP/AVP 96\r\na=rtpmap:97 H264/90000\r\n")]
    [InlineData("65", "m=video 0 RTP/AVP 35\r\n")]
    [InlineData("66", Map + "a=fmtp:96\r\na=fmtp:96 \r\n")]
    [InlineData("73", Map + "a=sendonly\r\n")]
    [InlineData("75", "s=\u0083J\u0083\u0081\u0083\u0089\r\n" + Map)]
    [InlineData("80", Map + "a=framerate:nonsense\r\na=x-dimensions:-1,x\r\n")]
    [InlineData("81", Map + "a=mid:0\r\na=mid:0\r\n")]
    public void The_video_is_found(string quirk, string text)
    {
        SelectedTrack video = Select(text).Tracks[0];

        Assert.True(video.Depacketizer.Track.Codec == MediaCodec.H264, $"quirk {quirk}");
    }

    [Fact]
    public void Quirk_67_parameters_at_the_other_section_are_found() =>
        Assert.Equal("1", Select(Map + "m=audio 0 RTP/AVP 0\r\na=fmtp:96 packetization-mode=1\r\n").Tracks[0].Format["packetization-mode"]);

    [Fact]
    public void Quirk_68_parameters_are_read_in_any_case_and_without_order()
    {
        FormatParameters format = Select(Map + "a=fmtp:96 Packetization-Mode=1;;SPROP-parameter-sets=Z00=,aO4= ;x;\r\n").Tracks[0].Format;

        Assert.Equal(("1", "Z00=,aO4=", "", null), (format["packetization-mode"], format["sprop-parameter-sets"], format["X"], format["y"]));
    }

    [Theory]
    [InlineData("m=audio 0 RTP/AVP 0\r\n", MediaCodec.MuLaw, 8000)]
    [InlineData("m=audio 0 RTP/AVP 8\t\r\na=rtpmap:0 PCMU/8000\r\n", MediaCodec.ALaw, 8000)]
    [InlineData("m=audio 0 RTP/AVP 0\r\na=rtpmap:0 MPEG4-GENERIC/16000/1\r\na=fmtp:0 mode=AAC-hbr;sizelength=13;indexlength=3;config=1408\r\n", MediaCodec.Aac, 16_000)]
    [InlineData("m=audio 0 RTP/AVP 97\r\na=rtpmap:97 opus/48000/2\r\n", MediaCodec.Opus, 48_000)]
    public void Quirks_64_65_and_77_the_audio_is_found(string media, MediaCodec codec, int rate)
    {
        TrackDescription audio = Select(Map + media).Tracks[1].Depacketizer.Track;

        Assert.Equal((codec, rate), (audio.Codec, audio.ClockRate));
    }

    [Theory]
    [InlineData("m=audio 0 RTP/AVP 97\r\na=rtpmap:97 X-VENDOR-ADPCM/8000\r\n", "Audio in X-VENDOR-ADPCM is not supported.")]
    [InlineData("m=audio 0 RTP/AVP 97\r\n", "Audio is in an unknown codec: the session description has no rtpmap for payload type 97.")]
    [InlineData("m=audio 0 RTP/SAVP 0\r\n", "Audio with SRTP encryption is not supported.")]
    [InlineData("m=audio 0 RTP/AVP 0\r\na=sendonly\r\n", "The camera's loudspeaker (back channel) is not used.")]
    [InlineData("m=audio 0 RTP/AVP 97\r\na=rtpmap:97 <script>\u0001/8000\r\n", "Audio in <script> is not supported.")]
    public void Skipped_tracks_are_reported(string media, string sentence)
    {
        TrackSelection selection = Select(Map + media);

        Assert.Equal((1, sentence), (selection.Tracks.Count, Assert.Single(selection.LeftOut)));
    }

    [Theory]
    [InlineData("m=audio 0 RTP/AVP 0\r\n", RtspFailure.NoVideo)]
    [InlineData("", RtspFailure.NoVideo)]
    [InlineData("m=video 0 RTP/AVP 33\r\n", RtspFailure.Unsupported)]
    [InlineData("m=video 0 RTP/SAVP 96\r\na=rtpmap:96 H264/90000\r\n", RtspFailure.Unsupported)]
    public void A_stream_without_readable_video_is_reported(string media, RtspFailure failure) =>
        Assert.Equal(failure, Assert.Throws<RtspException>(() => Select(media)).Failure);

    [Theory]
    [InlineData("sprop-parameter-sets=Z01AH9oBQBbsBEAAAAMAQAAAB4PGDKg=,aO88gA==", MediaCodec.H264)]
    [InlineData("packetization-mode=1; sprop-parameter-sets=aO88gA==,Z01AH9oBQBbsBEAAAAMAQAAAB4PGDKg", MediaCodec.H264)]
    [InlineData("sprop-vps=QAEMAf//AWAAAAMAkAAAAwAAAwA/ugJA;sprop-sps=QgEBAWAAAAMAkAAAAwAAAwA/oAoIDxY=;sprop-pps=RAHAcvBTJA==", MediaCodec.H265)]
    public void Video_without_an_rtpmap_is_recognised_by_its_parameter_sets(string parameters, MediaCodec codec)
    {
        SelectedTrack video = Select($"m=video 0 RTP/AVP 96\r\na=fmtp:96 {parameters}\r\na=control:1\r\n").Tracks[0];

        Assert.Equal((codec, 90_000), (video.Depacketizer.Track.Codec, video.Depacketizer.Track.ClockRate));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a=fmtp:96 packetization-mode=1\r\n")]
    [InlineData("a=fmtp:96 sprop-parameter-sets=AAAA,%%%\r\n")]
    [InlineData("a=fmtp:96 sprop-vps=AHk=;sprop-sps=AHkA;sprop-pps=AIE=\r\n")]
    public void Video_of_which_nothing_tells_the_codec_is_refused_with_what_is_missing(string parameters)
    {
        RtspException refused = Assert.Throws<RtspException>(() => Select($"m=video 0 RTP/AVP 96\r\n{parameters}"));

        Assert.Equal(
            (RtspFailure.Unsupported, "The stream has no video that can be read. Video is in an unknown codec: the session description has no rtpmap and no parameter sets for payload type 96."),
            (refused.Failure, refused.Message));
    }

    private static TrackSelection Select(string text) => TrackSelection.Of(SessionDescription.Parse(Encoding.Latin1.GetBytes(text)), wantsAudio: true);
}
