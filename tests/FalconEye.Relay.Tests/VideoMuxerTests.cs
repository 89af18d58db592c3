using FalconEye.Contracts;
using FalconEye.Media.Copy;
using FalconEye.Media.Ingest;
using FalconEye.Relay.Motion;
using FalconEye.Relay.Upstream;
using FalconEye.Rtsp;
using FalconEye.Streaming;
using FalconEye.Streaming.Video;
using Microsoft.Extensions.Configuration;

namespace FalconEye.Relay.Tests;

public sealed class VideoMuxerTests : IDisposable
{
    private const int ClockRate = 90_000;

    private static readonly TrackDescription Video = new()
    {
        Index = 0,
        Kind = TrackKind.Video,
        Codec = MediaCodec.H264,
        ClockRate = ClockRate,
        Width = 320,
        Height = 240,
        ParameterSets = [new byte[] { 0x67, 0x4D, 0x40, 0x0D, 0x95, 0xA0, 0xA0, 0xFC, 0x80 }, new byte[] { 0x68, 0xEE, 0x3C, 0x80 }],
        CodecString = "avc1.4D400D",
    };

    private static readonly TrackDescription Sound = new()
    {
        Index = 1,
        Kind = TrackKind.Audio,
        Codec = MediaCodec.MuLaw,
        ClockRate = 8000,
        SampleRate = 8000,
        Channels = 1,
    };

    private readonly FrameBroadcaster _pictures = new(TimeProvider.System);
    private readonly VideoBroadcaster _broadcaster = new(TimeProvider.System);
    private readonly RelayState _state;
    private readonly VideoMuxer _muxer;
    private readonly VideoSubscription _viewer;

    public VideoMuxerTests()
    {
        var environment = new Dictionary<string, string?> { [EnvironmentVariables.RtspUrl] = "rtsp://192.0.2.1/stream" };
        var settings = RelaySettings.Read(new ConfigurationBuilder().AddInMemoryCollection(environment).Build());
        var motion = new MotionWatch(settings, TimeProvider.System);
        _state = new RelayState(settings, new IngestChoice(IngestMode.Auto), motion, _pictures, _broadcaster, new CopyHub(TimeProvider.System), TimeProvider.System);
        _muxer = new VideoMuxer(_broadcaster, _state);
        _viewer = _broadcaster.Subscribe();
    }

    public void Dispose()
    {
        _viewer.Dispose();
        _pictures.Dispose();
    }

    [Fact]
    public void Sound_is_part_of_the_video_only_while_the_camera_sends_some()
    {
        _muxer.OnDescription(new StreamDescription([Video, Sound], []));
        Frame(0, isKey: true);
        Frame(0.1, isKey: false);
        Assert.Equal(["avc1.4D400D", "Keyframe", "Delta"], Taken());

        Packet(0.2);
        Frame(1, isKey: true);
        Packet(1.1);
        Assert.Equal(["avc1.4D400D,flac", "Keyframe", "Audio"], Taken());

        Frame(3, isKey: true);
        Assert.Equal(["Keyframe"], Taken());
        Frame(5, isKey: true);
        Assert.Equal(["avc1.4D400D", "Keyframe"], Taken());
    }

    [Fact]
    public void A_camera_whose_sound_is_known_has_it_from_the_first_frame_after_a_reconnection()
    {
        _muxer.OnDescription(new StreamDescription([Video, Sound], []));
        Packet(0);
        Frame(0.1, isKey: true);
        Taken();
        _muxer.Close();

        _muxer.OnDescription(new StreamDescription([Video, Sound], []));
        Frame(60, isKey: false);
        Frame(61, isKey: true);

        Assert.Equal(["avc1.4D400D,flac", "Keyframe"], Taken());
    }

    [Fact]
    public async Task A_codec_that_no_browser_plays_ends_the_viewers_with_a_reason()
    {
        _muxer.OnDescription(new StreamDescription([Video with { Codec = MediaCodec.Jpeg, ParameterSets = [], CodecString = null }], []));
        Frame(0, isKey: true);

        Assert.Equal("The camera sends neither H.264 nor H.265.", _state.VideoRefusal);
        Assert.False(await _viewer.WaitAsync());
    }

    [Fact]
    public void The_frame_duration_is_the_longest_recent_interval()
    {
        var duration = new FrameDuration(ClockRate);

        Assert.Equal(ClockRate / 2, duration.Next(0));
        Assert.Equal(3600, duration.Next(3600));
        Assert.Equal(7200, duration.Next(10_800));
        Assert.InRange(duration.Next(14_400), 7000, 7200);
        Assert.Equal(2 * ClockRate, duration.Next(100L * ClockRate));
        Assert.InRange(duration.Next(0), 1, 2 * ClockRate);
    }

    private void Frame(double seconds, bool isKey) => Deliver(Video, seconds, isKey, [0, 0, 0, 2, isKey ? (byte)0x65 : (byte)0x41, 0x88]);

    private void Packet(double seconds) => Deliver(Sound, seconds, isKey: true, new byte[160]);

    private void Deliver(TrackDescription track, double seconds, bool isKey, byte[] data) => _muxer.OnUnit(new TimedUnit
    {
        Track = track.Index,
        Data = data,
        DecodeTime = (long)(seconds * track.ClockRate),
        CompositionOffset = 0,
        WallClock = DateTimeOffset.UnixEpoch.AddSeconds(1_000_000 + seconds),
        IsKey = isKey,
    });

    /// <summary>The codecs of each beginning, and the kinds of the other messages.</summary>
    private List<string> Taken()
    {
        List<string> taken = [];
        while (_viewer.TryTake(out var message))
        {
            taken.Add(message.Kind == VideoMessageKind.Init ? message.ReadInit().Mime.Split('"')[1] : message.Kind.ToString());
        }

        return taken;
    }
}
