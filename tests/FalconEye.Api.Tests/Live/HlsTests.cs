using System.Net;
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
            await server.RefuseAsync(HttpMethod.Get, $"/api/cameras/{camera}/hls/part-1.m4s", null, HttpStatusCode.NotFound, Ending);
            await server.RefuseAsync(HttpMethod.Get, $"/api/cameras/{camera}/hls/init-1.mp4", null, HttpStatusCode.NotFound, Ending);
        }
    }
}
