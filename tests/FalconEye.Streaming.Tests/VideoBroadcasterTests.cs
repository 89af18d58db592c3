using System.Buffers.Binary;
using FalconEye.Streaming.Video;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace FalconEye.Streaming.Tests;

public sealed class VideoBroadcasterTests
{
    private const string Mime = "video/mp4; codecs=\"avc1.64001F,mp4a.40.2\"";

    private readonly FakeTimeProvider _clock = new();
    private readonly VideoBroadcaster _broadcaster;

    public VideoBroadcasterTests() => _broadcaster = new VideoBroadcaster(_clock);

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_viewer_that_joins_in_the_middle_begins_at_once_with_the_last_keyframe()
    {
        Publish(Init(), Key(1), Delta(2), Key(3), Delta(4), Sound(5));

        using var viewer = _broadcaster.Subscribe();

        Assert.True(await viewer.WaitAsync());
        Assert.Equal([(VideoMessageKind.Init, 0), (VideoMessageKind.Keyframe, 3), (VideoMessageKind.Delta, 4), (VideoMessageKind.Audio, 5)], Take(viewer));
        Publish(Delta(6));
        Assert.Equal([(VideoMessageKind.Delta, 6)], Take(viewer));
    }

    [Fact]
    public void A_viewer_gets_nothing_before_the_first_keyframe()
    {
        using var early = _broadcaster.Subscribe();
        Publish(Delta(1), Sound(2), Init(), Delta(3), Sound(4), Key(5));

        Assert.Equal([(VideoMessageKind.Init, 0), (VideoMessageKind.Keyframe, 5)], Take(early));
        Assert.Equal(0, _broadcaster.Missed);
    }

    [Fact]
    public void A_viewer_that_takes_nothing_for_two_seconds_goes_on_at_the_next_keyframe_and_learns_what_it_has_missed()
    {
        Publish(Init(), Key(1));
        using var slow = _broadcaster.Subscribe();
        using var quick = _broadcaster.Subscribe();
        Take(slow);
        Take(quick);

        Publish(Delta(2), Sound(3), Delta(4));
        Assert.Equal([2, 3, 4], Take(quick).Select(message => message.Time));
        _clock.Advance(TimeSpan.FromSeconds(3));
        Publish(Delta(5));
        Publish(Delta(6));
        Assert.Equal([5, 6], Take(quick).Select(message => message.Time));
        Assert.Empty(Take(slow));

        Publish(Key(7), Delta(8));

        Assert.True(slow.TryTake(out var missed));
        Assert.Equal((VideoMessageKind.Missed, 4), (missed.Kind, missed.MissedFrames));
        Assert.Equal([(VideoMessageKind.Keyframe, 7), (VideoMessageKind.Delta, 8)], Take(slow));
        Assert.Equal([7, 8], Take(quick).Select(message => message.Time));
        Assert.Equal(4, _broadcaster.Missed);
    }

    [Fact]
    public void A_viewer_that_is_four_mebibytes_behind_keeps_only_the_initialization_segment()
    {
        using var slow = _broadcaster.Subscribe();
        Publish(Init(), Key(1, 3 * 1024 * 1024), Delta(2, 2 * 1024 * 1024), Delta(3), Key(4));

        var all = Take(slow);

        Assert.Equal([VideoMessageKind.Init, VideoMessageKind.Missed, VideoMessageKind.Keyframe], all.Select(message => message.Kind));
        Assert.Equal(3, _broadcaster.Missed);
    }

    [Fact]
    public void What_a_viewer_begins_with_counts_for_no_limit()
    {
        Publish(Init(), Key(1, 6 * 1024 * 1024), Delta(2, 6 * 1024 * 1024));
        using var viewer = _broadcaster.Subscribe();
        Publish(Delta(3));

        Assert.Equal([0, 1, 2, 3], Take(viewer).Select(message => message.Time));
    }

    [Fact]
    public void A_new_beginning_replaces_what_waits()
    {
        Publish(Init(), Key(1));
        using var viewer = _broadcaster.Subscribe();
        Publish(Delta(2), Init(), Key(3));

        Assert.Equal(
            [VideoMessageKind.Init, VideoMessageKind.Missed, VideoMessageKind.Keyframe], Take(viewer).Select(message => message.Kind));
    }

    [Fact]
    public async Task A_closed_source_leaves_nothing_to_new_viewers_and_can_end_the_others()
    {
        Publish(Init(), Key(1));
        using var viewer = _broadcaster.Subscribe();
        Take(viewer);
        _broadcaster.Clear();
        using var later = _broadcaster.Subscribe();
        Assert.Empty(Take(later));

        var waiting = viewer.WaitAsync();
        _broadcaster.EndAll();

        Assert.False(await waiting);
        Assert.False(await later.WaitAsync());
    }

    [Fact]
    public void A_group_beyond_its_limit_is_dropped_until_the_next_keyframe()
    {
        var group = new GroupOfPictures(maxBytes: 100);
        foreach (var message in (VideoMessage[])[Init(), Key(1, 30), Delta(2, 30), Delta(3, 30), Delta(4, 10)])
        {
            group.Add(message);
        }

        Assert.Empty(group.Messages);
        Assert.NotNull(group.Init);
        group.Add(Key(5, 30));
        group.Add(Delta(6, 30));
        Assert.Equal([5, 6], group.Messages.Select(message => message.CapturedAt));
        Assert.Equal(group.Messages.Sum(message => message.Length), group.Bytes);
    }

    [Fact]
    public async Task What_is_written_over_HTTP_is_read_alike()
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;
        Publish(Init(), Key(1, 100_000), Sound(2));
        using var viewer = _broadcaster.Subscribe();
        viewer.End();

        await VideoResponse.WriteAsync(context, viewer, Ending);

        body.Position = 0;
        List<VideoMessage> read = [];
        await VideoFormat.ReadAsync(body, read.Add, Ending);
        Assert.Equal([VideoMessageKind.Init, VideoMessageKind.Keyframe, VideoMessageKind.Audio], read.Select(message => message.Kind));
        Assert.Equal(Mime, read[0].ReadInit().Mime);
        Assert.Equal([7, 7, 7], read[0].ReadInit().Segment.ToArray());
        Assert.Equal((1, 100_000), (read[1].CapturedAt, read[1].Payload.Length));
    }

    [Theory]
    [InlineData(9, 4, "kind 9")]
    [InlineData(1, int.MaxValue, "2147483647 bytes")]
    [InlineData(1, -1, "-1 bytes")]
    [InlineData(3, 0, "kind 3")]
    [InlineData(0, 1, "too short")]
    public async Task Bytes_that_are_no_video_are_refused(byte kind, int length, string reason)
    {
        var bytes = new byte[32];
        bytes[0] = kind;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(9), length);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => VideoFormat.ReadAsync(new MemoryStream(bytes), _ => { }, Ending));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_ends_within_a_message_is_an_error() =>
        await Assert.ThrowsAsync<EndOfStreamException>(() => VideoFormat.ReadAsync(new MemoryStream([1, 0, 0]), _ => { }, Ending));

    private static VideoMessage Init() => VideoMessage.Create(new VideoInit(Mime, new byte[] { 7, 7, 7 }), 0);

    private static VideoMessage Key(long time, int length = 1) => Message(VideoMessageKind.Keyframe, time, length);

    private static VideoMessage Delta(long time, int length = 1) => Message(VideoMessageKind.Delta, time, length);

    private static VideoMessage Sound(long time) => Message(VideoMessageKind.Audio, time, 1);

    private static VideoMessage Message(VideoMessageKind kind, long time, int length) => VideoMessage.Create(kind, time, [new byte[length]]);

    private void Publish(params VideoMessage[] messages) => Array.ForEach(messages, _broadcaster.Publish);

    private static List<(VideoMessageKind Kind, long Time)> Take(VideoSubscription viewer)
    {
        List<(VideoMessageKind, long)> taken = [];
        while (viewer.TryTake(out var message))
        {
            taken.Add((message.Kind, message.CapturedAt));
        }

        return taken;
    }
}
