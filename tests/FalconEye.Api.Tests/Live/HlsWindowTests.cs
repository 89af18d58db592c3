using FalconEye.Api.Cameras.Live.Hls;
using FalconEye.Streaming.Video;

namespace FalconEye.Api.Tests.Live;

/// <summary>What segments and parts are made of a stream, by the capture times of its frames.</summary>
public sealed class HlsWindowTests
{
    private const string Sound = "avc1.64001F,flac";

    [Fact]
    public void Segments_begin_with_keyframes_and_the_last_six_are_listed_the_newest_with_their_parts()
    {
        var window = new HlsWindow();
        window.Add(Init());
        Assert.Null(HlsPlaylist.Media(window, ""));
        for (var frame = 0; frame <= 108; frame++)
        {
            window.Add(Frame(frame * 100, frame % 10 == 0));
        }

        Assert.Equal(
            "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-STREAM-INF:BANDWIDTH=80,CODECS=\"avc1.64001F,fLaC\"\nhls/index.m3u8\n", HlsPlaylist.Master(window, "hls/index.m3u8"));
        var text = HlsPlaylist.Media(window, "?token=x")!;
        var lines = text.Split('\n');
        Assert.Equal(
            [
                "#EXT-X-TARGETDURATION:1",
                "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.296,HOLD-BACK=3.000",
                "#EXT-X-PART-INF:PART-TARGET=0.432",
                "#EXT-X-MEDIA-SEQUENCE:4",
                "#EXT-X-DISCONTINUITY-SEQUENCE:0",
                "#EXT-X-MAP:URI=\"init-1.mp4?token=x\"",
                "#EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:04.000Z",
                "#EXTINF:1.000,",
                "segment-4.m4s?token=x",
            ],
            lines[2..11]);
        Assert.Equal(6, lines.Count(line => line.StartsWith("segment-", StringComparison.Ordinal)));
        Assert.Equal(
            [
                "#EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:10.000Z",
                "#EXT-X-PART:DURATION=0.400,URI=\"part-30.m4s?token=x\",INDEPENDENT=YES",
                "#EXT-X-PART:DURATION=0.400,URI=\"part-31.m4s?token=x\"",
                "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"part-32.m4s?token=x\"",
                "",
            ],
            lines[^5..]);
        var segment = MediaPlaylist.Read(text).Ended.Last();
        Assert.Equal([0.4, 0.4, 0.2], segment.Parts.Select(part => part.Duration));
        Assert.Equal(10, window.FindSegment(4)!.Fragments.Count);
        Assert.NotNull(window.FindSegment(1));
        Assert.NotNull(window.FindPart(3));
        Assert.Null(window.FindSegment(0));
        Assert.Null(window.FindPart(2));
    }

    [Fact]
    public void A_new_beginning_is_a_discontinuity_and_far_keyframes_do_not_make_segments_longer_than_was_said()
    {
        var window = new HlsWindow();
        window.Add(Init());
        for (var frame = 0; frame <= 20; frame++)
        {
            window.Add(Frame(frame * 100, frame % 20 == 0));
        }

        window.Add(Init());
        for (var frame = 0; frame <= 60; frame++)
        {
            window.Add(Frame(10_000 + (frame * 100), frame == 0));
        }

        var lines = HlsPlaylist.Media(window, "")!.Split('\n');
        Assert.Contains("#EXT-X-TARGETDURATION:2", lines);
        Assert.Single(lines, "#EXT-X-DISCONTINUITY");
        Assert.Equal(2, lines.Count(line => line.StartsWith("#EXT-X-MAP", StringComparison.Ordinal)));
        Assert.Equal(["#EXTINF:2.000,", "#EXTINF:0.040,", "#EXTINF:2.400,", "#EXTINF:2.400,"], lines.Where(line => line.StartsWith("#EXTINF", StringComparison.Ordinal)));
        MediaPlaylist.Read(HlsPlaylist.Media(window, "")!);
    }

    /// <param name="interval">Milliseconds between frames.</param>
    /// <param name="keyframes">Frames from keyframe to keyframe.</param>
    /// <param name="target">The target duration that follows, in seconds.</param>
    /// <param name="part">How long a part is, in seconds.</param>
    [Theory]
    [InlineData(40, 25, 1, 0.36)]
    [InlineData(40, 250, 6, 0.36)]
    [InlineData(100, 100, 6, 0.4)]
    [InlineData(200, 10, 2, 0.4)]
    [InlineData(1000, 1, 1, 1)]
    [InlineData(1000, 10, 6, 1)]
    [InlineData(2000, 1, 2, 2)]
    public void Parts_suit_the_frame_rate_and_every_playlist_follows_from_the_one_before(int interval, int keyframes, int target, double part)
    {
        var window = new HlsWindow(1000);
        window.Add(Init());
        MediaPlaylist? playlist = null;
        for (var frame = 0; frame * interval <= 60_000; frame++)
        {
            var hint = window.NextPart;
            var hasChanged = window.Add(Frame(frame * interval, frame % keyframes == 0));
            window.Add(Packet((frame * interval) + (interval / 2)));
            if (hasChanged)
            {
                Assert.NotNull(window.FindPart(hint));
                var text = HlsPlaylist.Media(window, "")!;
                playlist = playlist?.ReadNext(text) ?? MediaPlaylist.Read(text);
            }
        }

        Assert.Equal(target, playlist!.Target);
        Assert.All(playlist.Ended.SelectMany(segment => segment.Parts.SkipLast(1)), listed => Assert.Equal(part, listed.Duration, 0.001));
        Assert.InRange(playlist.PartTarget, part, part * 1.1);
        var last = playlist.Ended.Last();
        Assert.Null(window.RefusalOf(new(last.Number + 1, playlist.Ended.Max(segment => segment.Parts.Count) - 1)));
        Assert.All(playlist.Ended.SelectMany(segment => segment.Parts.SkipLast(1)), listed => Assert.True(listed.Duration >= playlist.PartTarget * 0.85));
    }

    [Fact]
    public void Fewer_frames_at_night_late_frames_and_a_clock_that_is_set_break_no_promise()
    {
        var window = new HlsWindow();
        window.Add(Init());
        var at = 0;
        MediaPlaylist? playlist = null;
        Send(50, 40);
        Send(20, 200);
        Send(1, 900);
        Send(50, 40);
        at -= 3_600_000;
        Send(100, 40);
        at += 7_200_000;
        Send(100, 40);
        Assert.True(playlist!.Segments[^1].StartedAt > DateTimeOffset.UnixEpoch);

        void Send(int frames, int interval)
        {
            for (var frame = 0; frame < frames; frame++, at += interval)
            {
                if (window.Add(Frame(at + 7_200_000, frame % 25 == 0)))
                {
                    var text = HlsPlaylist.Media(window, "")!;
                    playlist = playlist?.ReadNext(text) ?? MediaPlaylist.Read(text, isSteady: false);
                }
            }
        }
    }

    [Fact]
    public void Sound_that_begins_is_listed_when_its_first_segment_has_ended_and_hinted_at_only_then()
    {
        var window = new HlsWindow();
        window.Add(Init("avc1.64001F"));
        for (var frame = 0; frame <= 20; frame++)
        {
            window.Add(Frame(frame * 100, frame % 10 == 0));
        }

        window.Add(Init());
        for (var frame = 20; frame < 30; frame++)
        {
            window.Add(Frame(frame * 100, frame % 10 == 0));
            window.Add(Packet((frame * 100) + 50));
        }

        Assert.DoesNotContain("PRELOAD-HINT", HlsPlaylist.Media(window, ""), StringComparison.Ordinal);
        Assert.False(window.Has(new(3, 0)));
        window.Add(Frame(3000, isKey: true));
        var playlist = MediaPlaylist.Read(HlsPlaylist.Media(window, "")!);
        Assert.Equal([3], playlist.Segments.Select(segment => segment.Number));
        Assert.True(window.Has(new(3, 0)));
    }

    [Fact]
    public void A_position_is_reached_with_its_part_and_one_beyond_a_segments_last_part_is_the_first_of_the_next()
    {
        var window = new HlsWindow();
        window.Add(Init());
        for (var frame = 0; frame <= 24; frame++)
        {
            window.Add(Frame(frame * 100, frame % 10 == 0));
        }

        // Segments 0 and 1 have three parts each; 2 has its first.
        Assert.True(window.Has(new(0, null)) && window.Has(new(1, null)) && window.Has(new(1, 2)) && window.Has(new(1, 3)) && window.Has(new(2, 0)));
        Assert.False(window.Has(new(2, null)) || window.Has(new(2, 1)) || window.Has(new(3, 0)) || window.Has(new(3, null)));

        // The next after the next is the last that may be asked for; of parts as many ahead as three seconds have.
        Assert.Null(window.RefusalOf(new(3, 0)));
        Assert.Equal("_HLS_msn", window.RefusalOf(new(4, null))!.Field);
        Assert.Null(window.RefusalOf(new(2, 7)));
        Assert.Equal("_HLS_part", window.RefusalOf(new(2, 8))!.Field);
        Assert.Equal("_HLS_msn", window.RefusalOf(new(long.MaxValue, int.MaxValue))!.Field);
        Assert.Null(window.RefusalOf(new(0, int.MaxValue)));
    }

    [Fact]
    public void A_camera_without_further_keyframes_fills_no_memory()
    {
        var window = new HlsWindow();
        window.Add(Init());
        var frame = new byte[8 * 1024 * 1024];
        for (var number = 0; number < 40; number++)
        {
            // The clock stands still: time ends no segment.
            window.Add(VideoMessage.Create(number == 0 ? VideoMessageKind.Keyframe : VideoMessageKind.Delta, 0, [frame]));
        }

        var kept = MediaPlaylist.Read(HlsPlaylist.Media(window, "")!, isSteady: false).Segments.Sum(segment => window.FindSegment(segment.Number)?.Length ?? 0);
        Assert.InRange(kept, 1, 72L * 1024 * 1024);
    }

    private static VideoMessage Init(string codecs = Sound) => VideoMessage.Create(new VideoInit($"video/mp4; codecs=\"{codecs}\"", new byte[] { 1 }), 0);

    private static VideoMessage Frame(int milliseconds, bool isKey) =>
        VideoMessage.Create(isKey ? VideoMessageKind.Keyframe : VideoMessageKind.Delta, milliseconds * 1000L, [new byte[] { 1 }]);

    private static VideoMessage Packet(int milliseconds) => VideoMessage.Create(VideoMessageKind.Audio, milliseconds * 1000L, [new byte[] { 2 }]);
}
