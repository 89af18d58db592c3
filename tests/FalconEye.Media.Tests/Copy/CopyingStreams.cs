using FalconEye.Media.Copy;
using FalconEye.Media.Ingest;
using FalconEye.Rtsp;
using FalconEye.Streaming.Video;
using Microsoft.Extensions.Time.Testing;

namespace FalconEye.Media.Tests.Copy;

public sealed class CopyingStreams
{
    private static readonly StreamDescription Stream = new(
        [
            new TrackDescription
            {
                Index = 0, Kind = TrackKind.Video, Codec = MediaCodec.H264, ClockRate = 90_000, Width = 320, Height = 240, ReorderDepth = 2,
                CodecString = "avc1.64001F", ParameterSets = [new byte[] { 0x67, 1 }, new byte[] { 0x68, 2 }],
            },
            new TrackDescription
            {
                Index = 1, Kind = TrackKind.Audio, Codec = MediaCodec.Aac, ClockRate = 48_000, SampleRate = 48_000, Channels = 2,
                CodecString = "mp4a.40.2", Configuration = new byte[] { 0x11, 0x90 },
            },
        ],
        ["Video in H.263 is not supported."]);

    private readonly CopyHub _hub = new(TimeProvider.System);
    private readonly Sink _recording = new();

    [Fact]
    public void A_reader_that_comes_late_gets_the_description_and_all_since_the_last_keyframe_as_it_was()
    {
        Assert.Null(_hub.TrySubscribe());
        _hub.Begin();
        var tee = _hub.Tee(_recording);
        tee.OnDescription(Stream);
        Send(tee, 0, 0, isKey: true);
        Send(tee, 0, 3000);
        Send(tee, 0, 6000, isKey: true);
        Send(tee, 1, 3200);

        using var reader = _hub.TrySubscribe()!;
        Send(tee, 0, 9000);
        var copied = Read(reader);

        Assert.Equal(5, _recording.Units.Count);
        Assert.Equal(_recording.Units[2..], copied.Units);
        var description = Assert.Single(copied.Descriptions);
        Assert.Equal(Stream.LeftOut, description.LeftOut);
        Assert.Equal(Stream.Tracks.Select(Text), description.Tracks.Select(Text));
    }

    [Fact]
    public async Task A_relay_that_has_the_camera_is_told_with_the_first_keyframe_and_the_copy_ends_with_the_recording()
    {
        var waiting = _hub.WaitAsync(TestContext.Current.CancellationToken);
        _hub.TakeOver();
        Assert.Equal((1, false), (_hub.Waiting, waiting.IsCompleted));
        _hub.Begin();
        var tee = _hub.Tee(_recording);
        tee.OnDescription(Stream);
        Send(tee, 0, 0);
        Assert.False(waiting.IsCompleted);

        Send(tee, 0, 3000, isKey: true);
        using var reader = await waiting;
        Assert.Equal(_recording.Units[1..], Read(reader).Units);

        _hub.End();
        Assert.False(await reader.WaitAsync());
        Assert.Null(_hub.TrySubscribe());
    }

    [Fact]
    public async Task A_camera_that_refuses_the_recorder_is_left_by_its_relay_before_anything_has_come()
    {
        var waiting = _hub.WaitAsync(TestContext.Current.CancellationToken);
        _hub.Begin();
        _hub.TakeOver();
        using var reader = await waiting;

        var tee = _hub.Tee(_recording);
        tee.OnDescription(Stream);
        Send(tee, 0, 0, isKey: true);

        Assert.Equal(_recording.Units, Read(reader).Units);
    }

    [Fact]
    public void A_camera_that_has_sent_nothing_for_two_seconds_is_not_received_though_its_recording_goes_on()
    {
        var clock = new FakeTimeProvider();
        var hub = new CopyHub(clock);
        hub.Begin();
        var tee = hub.Tee(_recording);
        tee.OnDescription(Stream);
        Assert.False(hub.IsReceiving);

        Send(tee, 0, 0, isKey: true);
        Assert.True(hub.IsReceiving);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.False(hub.IsReceiving);

        Send(tee, 0, 3000);
        Assert.True(hub.IsReceiving);
        hub.Forget();
        Assert.False(hub.IsReceiving);
    }

    [Fact]
    public void A_group_of_pictures_that_is_too_long_is_not_kept()
    {
        var history = new UnitHistory(maxBytes: 200);
        history.Add(VideoMessageKind.Keyframe, new TimedUnit { Track = 0, Data = new byte[100], DecodeTime = 0, CompositionOffset = 0, WallClock = default, IsKey = true }, 1);
        Assert.Single(history.Messages());
        history.Add(VideoMessageKind.Delta, new TimedUnit { Track = 0, Data = new byte[100], DecodeTime = 1, CompositionOffset = 0, WallClock = default, IsKey = false }, 2);
        Assert.Empty(history.Messages());
        history.Add(VideoMessageKind.Delta, new TimedUnit { Track = 0, Data = new byte[1], DecodeTime = 2, CompositionOffset = 0, WallClock = default, IsKey = false }, 3);
        Assert.Empty(history.Messages());
    }

    private static string Text(TrackDescription track) =>
        $"{track with { ParameterSets = [], Configuration = default }} {string.Join(' ', track.ParameterSets.Select(set => Convert.ToHexString(set.Span)))} {Convert.ToHexString(track.Configuration.Span)}";

    private static void Send(ITimedUnitSink sink, int track, long time, bool isKey = false) => sink.OnUnit(new TimedUnit
    {
        Track = track,
        Data = BitConverter.GetBytes(time),
        DecodeTime = time,
        CompositionOffset = -7,
        WallClock = DateTimeOffset.UnixEpoch.AddMilliseconds(time),
        IsKey = isKey,
    });

    private static Sink Read(VideoSubscription reader)
    {
        var sink = new Sink();
        StreamDescription? stream = null;
        while (reader.TryTake(out var message))
        {
            StreamCopy.Deliver(message, ref stream, sink);
        }

        return sink;
    }

    private sealed class Sink : ITimedUnitSink
    {
        internal List<StreamDescription> Descriptions { get; } = [];

        internal List<(int Track, string Data, long Time, int Offset, DateTimeOffset Captured, bool IsKey)> Units { get; } = [];

        public void OnDescription(StreamDescription stream) => Descriptions.Add(stream);

        public void OnUnit(in TimedUnit unit) =>
            Units.Add((unit.Track, Convert.ToHexString(unit.Data), unit.DecodeTime, unit.CompositionOffset, unit.WallClock, unit.IsKey));

        public void OnLoss(int track, int packets)
        {
        }
    }
}
