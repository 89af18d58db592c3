using System.Net;
using FalconEye.Api.Cameras.Live.Hls;
using FalconEye.Streaming.Video;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Live;

public sealed class HlsTests
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FFmpeg_plays_the_live_video_with_its_sound_from_the_playlist_over_one_session()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions { Audio = AudioCodec.Aac }, Ending);
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var id = await server.AddRunningCameraAsync("Door", camera, Ending);
        using var folder = new TemporaryFolder();

        // Until the camera's first sound has come the video is without.
        var playlist = $"http://127.0.0.1:{server.Port}/api/cameras/{id}/live.m3u8";
        await Eventually.ReturnsAsync(
            () => server.Client.GetStringAsync(playlist, Ending), text => text.Contains("mp4a", StringComparison.Ordinal), "the playlist has sound", Ending);
        await Tool.OutputOfAsync(
            "ffmpeg",
            ["-v", "error", "-nostdin", "-xerror", "-i", playlist, "-t", "4", "-c", "copy", folder["seen.mp4"]],
            Ending);

        var streams = await Tool.OutputOfAsync("ffprobe", ["-v", "error", "-show_entries", "stream=codec_name,nb_frames", "-of", "csv=p=0", folder["seen.mp4"]], Ending);
        var (video, sound) = streams.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [var first, var second] ? (first.Split(','), second.Split(',')) : throw new InvalidDataException(streams);
        Assert.Equal(("h264", "aac"), (video[0], sound[0]));
        Assert.True(int.Parse(video[1], System.Globalization.CultureInfo.InvariantCulture) > 30, streams);
        Assert.Empty(await Tool.OutputOfAsync("ffmpeg", ["-v", "error", "-nostdin", "-xerror", "-i", folder["seen.mp4"], "-f", "null", "-"], Ending));
        Assert.Equal(1, (await camera.StatsAsync(Ending)).Sessions);
        using var missing = await server.Client.GetAsync($"/api/cameras/{id}/hls/segment-99999.m4s", Ending);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task A_camera_that_sends_JPEG_has_no_playlist()
    {
        await using var yard = await SimulatedCamera.StartAsync(new MjpegCameraOptions(), Ending);
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var id = await server.AddRunningCameraAsync("Yard", yard, Ending, "http");

        await server.RefuseAsync(HttpMethod.Get, $"/api/cameras/{id}/live.m3u8", null, HttpStatusCode.Conflict, Ending);

        // Asking for parts begins nothing: neither of a camera that no one plays, nor of one that is not there.
        var quiet = await server.AddCameraAsync("Quiet", new Uri("rtsp://127.0.0.1:9/quiet"), Ending);
        foreach (var camera in (string[])[quiet, $"{Guid.NewGuid()}"])
        {
            await server.RefuseAsync(HttpMethod.Get, $"/api/cameras/{camera}/hls/segment-1.m4s", null, HttpStatusCode.NotFound, Ending);
            await server.RefuseAsync(HttpMethod.Get, $"/api/cameras/{camera}/hls/init-1.mp4", null, HttpStatusCode.NotFound, Ending);
        }
    }

    [Fact]
    public void Segments_begin_with_keyframes_and_the_last_six_are_listed()
    {
        var window = new HlsWindow();
        window.Add(Init());
        Assert.Null(window.Playlist(""));
        for (var frame = 0; frame <= 100; frame++)
        {
            window.Add(Frame(frame * 100, frame % 10 == 0));
        }

        Assert.Equal("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-STREAM-INF:BANDWIDTH=80,CODECS=\"avc1.64001F,fLaC\"\nhls/index.m3u8\n", window.MasterPlaylist("hls/index.m3u8"));
        var lines = window.Playlist("?token=x")!.Split('\n');
        Assert.Equal(["#EXT-X-TARGETDURATION:1", "#EXT-X-MEDIA-SEQUENCE:4", "#EXT-X-DISCONTINUITY-SEQUENCE:0", "#EXT-X-MAP:URI=\"init-1.mp4?token=x\""], lines[2..6]);
        Assert.Equal(["#EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:04.000Z", "#EXTINF:1.000,", "segment-4.m4s?token=x"], lines[6..9]);
        Assert.Equal(6, lines.Count(line => line.StartsWith("segment-", StringComparison.Ordinal)));
        Assert.Equal(10, window.FindSegment(4)!.Fragments.Count);
        Assert.NotNull(window.FindSegment(1));
        Assert.Null(window.FindSegment(0));
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

        var lines = window.Playlist("")!.Split('\n');
        Assert.Contains("#EXT-X-TARGETDURATION:2", lines);
        Assert.Single(lines, "#EXT-X-DISCONTINUITY");
        Assert.Equal(2, lines.Count(line => line.StartsWith("#EXT-X-MAP", StringComparison.Ordinal)));
        Assert.Equal(["#EXTINF:2.000,", "#EXTINF:0.040,", "#EXTINF:2.400,", "#EXTINF:2.400,"], lines.Where(line => line.StartsWith("#EXTINF", StringComparison.Ordinal)));
    }

    private static VideoMessage Init() => VideoMessage.Create(new VideoInit("video/mp4; codecs=\"avc1.64001F,flac\"", new byte[] { 1 }), 0);

    private static VideoMessage Frame(int milliseconds, bool isKey) =>
        VideoMessage.Create(isKey ? VideoMessageKind.Keyframe : VideoMessageKind.Delta, milliseconds * 1000L, [new byte[] { 1 }]);
}
