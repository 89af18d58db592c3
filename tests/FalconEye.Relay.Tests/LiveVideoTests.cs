using System.Net;
using FalconEye.Streaming.Video;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Relay.Tests;

public sealed class LiveVideoTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(VideoCodec.H264, AudioCodec.Aac, "avc1.", ",mp4a.40.2\"", "h264,320,240", "aac")]
    [InlineData(VideoCodec.H265, AudioCodec.G711ALaw, "hvc1.", ",flac\"", "hevc,320,240", "flac")]
    public async Task Two_viewers_get_playable_video_with_audio_over_one_camera_session_and_without_FFmpeg(
        VideoCodec video, AudioCodec audio, string codec, string soundCodec, string picture, string sound)
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions { Video = video, Audio = audio }, Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.Url);
        await relay.UntilIdleAsync();
        await using var first = await VideoViewer.OpenAsync(relay);
        await first.SeesAsync(20, VideoMessageKind.Delta);

        await using var second = await VideoViewer.OpenAsync(relay);
        await second.SeesAsync(20, VideoMessageKind.Delta);
        await second.SeesAsync(5, VideoMessageKind.Audio);

        var health = await relay.UntilAsync(health => health.Viewers == 2, "both viewers are counted");
        Assert.True(health.Fps > 5, $"{health.Fps} frames a second");
        Assert.Equal(1, (await camera.StatsAsync(Cancelled)).Sessions);
        Assert.Empty(relay.Ffmpegs);
        foreach (var viewer in (VideoViewer[])[first, second])
        {
            var mime = viewer.Messages[0].ReadInit().Mime;
            Assert.StartsWith($"video/mp4; codecs=\"{codec}", mime, StringComparison.Ordinal);
            Assert.EndsWith(soundCodec, mime, StringComparison.Ordinal);
            Assert.Equal(VideoMessageKind.Keyframe, viewer.Messages[1].Kind);
            Assert.All(viewer.Messages, message => Assert.NotEqual(VideoMessageKind.Missed, message.Kind));
            await IsPlayableAsync(viewer.RecordedVideo, picture, sound);
        }
    }

    [Fact]
    public async Task Pictures_are_decoded_from_the_same_session_only_while_they_are_wanted()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.Url);
        await relay.UntilIdleAsync();
        await using var video = await VideoViewer.OpenAsync(relay);
        await video.SeesAsync(5, VideoMessageKind.Delta);

        await using (var pictures = await RelayViewer.OpenAsync(relay))
        {
            await pictures.SeesAsync(5);
            Assert.Single(relay.Ffmpegs);
            Assert.Equal(1, (await camera.StatsAsync(Cancelled)).Sessions);
        }

        await relay.UntilAsync(_ => relay.Ffmpegs.Count == 0, "FFmpeg has ended");
        await video.SeesAsync(5, VideoMessageKind.Delta);
        Assert.Single(video.Messages, message => message.Kind == VideoMessageKind.Init);
    }

    [Fact]
    public async Task Viewers_stay_while_the_camera_restarts_and_get_a_new_beginning()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.Url);
        await relay.UntilVerifiedAsync();
        await using var viewer = await VideoViewer.OpenAsync(relay);
        await viewer.SeesAsync(5, VideoMessageKind.Delta);

        await camera.DropAsync(Cancelled);
        await relay.UntilFailedAsync();
        await camera.ReturnAsync(Cancelled);

        await viewer.SeesAsync(1, VideoMessageKind.Init);
        await viewer.SeesAsync(5, VideoMessageKind.Delta);
    }

    [Fact]
    public async Task A_JPEG_camera_is_refused_with_a_message()
    {
        await using var camera = await SimulatedCamera.StartAsync(new MjpegCameraOptions(), Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.Url);
        await relay.UntilVerifiedAsync();

        using var refused = await relay.Http.GetAsync("/video", Cancelled);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("The camera sends JPEG. Take /stream.", await refused.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    /// <summary>FFmpeg decodes all of it, and finds both tracks.</summary>
    private static async Task IsPlayableAsync(byte[] video, string picture, string sound)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["recording.mp4"], video, Cancelled);
        var streams = await Tool.OutputOfAsync(
            "ffprobe", ["-v", "error", "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0", folder["recording.mp4"]], Cancelled);
        Assert.Equal([picture, sound], streams.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()));
        var complaints = await Tool.OutputOfAsync("ffmpeg", ["-v", "error", "-nostdin", "-xerror", "-i", folder["recording.mp4"], "-f", "null", "-"], Cancelled);
        Assert.Empty(complaints);
    }
}
