using System.Net;
using FalconEye.Contracts.Cameras;
using FalconEye.Streaming;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Relay.Tests;

public sealed class RelayingCameras
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<CameraOptions> Sources() =>
    [
        new RtspCameraOptions { User = "admin", Password = "p@ss w:rd/é" },
        new RtspCameraOptions { Video = VideoCodec.H265, Audio = AudioCodec.G711MuLaw },
        new RtspCameraOptions { Slices = 4, User = "admin", Password = "x", Authentication = CameraAuthentication.Basic },
        new MjpegCameraOptions { User = "admin", Password = "p@ss w:rd/é" },
        new MjpegCameraOptions { Width = 160, Height = 120 },
    ];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_viewer_sees_the_camera_in_the_wanted_size(CameraOptions options)
    {
        await using var camera = await SimulatedCamera.StartAsync(options, Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.UrlWithCredentials.OriginalString);
        await relay.UntilAsync(health => health.Status == RelayStatus.Idle, "the relay has verified its source and closed it");

        var frames = await WatchAsync(relay, 20);

        Assert.All(frames, frame => Assert.Equal((320, 240), frame));
    }

    [Fact]
    public async Task A_camera_that_drops_and_returns_is_seen_again_by_who_still_watches()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.Url.OriginalString);
        await relay.UntilAsync(health => health.Error is null && health.Status is RelayStatus.Running or RelayStatus.Idle, "the source works");
        await using var stream = await relay.Http.GetStreamAsync("/stream", Cancelled);
        await relay.UntilAsync(health => health.Status == RelayStatus.Running && health.Fps > 5, "frames arrive");

        await camera.DropAsync(Cancelled);
        await relay.UntilAsync(health => health.Status == RelayStatus.Error, "the loss shows");
        await camera.ReturnAsync(Cancelled);
        var health = await relay.UntilAsync(health => health.Status == RelayStatus.Running && health.Fps > 5, "frames arrive again");

        Assert.Equal(1, health!.Viewers);
    }

    [Fact]
    public async Task A_wrong_password_shows_in_words_before_anybody_watches()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions { User = "admin", Password = "right" }, Cancelled);
        await using var relay = await RelayProgram.StartAsync($"rtsp://admin:wrong@{camera.Url.Authority}{camera.Url.PathAndQuery}");

        var health = await relay.UntilAsync(health => health.Status == RelayStatus.Error, "the failure shows", seconds: 10);
        using var snapshot = await relay.Http.GetAsync("/snapshot", Cancelled);

        Assert.Equal("401 Unauthorized from camera: check user name and password.", health!.Error);
        Assert.DoesNotContain("wrong", health.Source, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, snapshot.StatusCode);
        Assert.Contains("401 Unauthorized", await snapshot.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_camera_that_is_not_there_shows_in_words()
    {
        await using var relay = await RelayProgram.StartAsync($"rtsp://127.0.0.1:{FreePort.Next()}/stream");

        var health = await relay.UntilAsync(health => health.Status == RelayStatus.Error, "the failure shows", seconds: 10);

        Assert.StartsWith("Connection refused by 127.0.0.1:", health!.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_by_signal_takes_two_seconds_at_most_with_a_viewer()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.Url.OriginalString);
        await relay.UntilAsync(health => health.Status is RelayStatus.Running or RelayStatus.Idle, "the source works");
        await using var stream = await relay.Http.GetStreamAsync("/stream", Cancelled);
        await relay.UntilAsync(health => health.Viewers == 1, "the viewer is there");

        var exit = await relay.StopAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(0, exit.Code);
    }

    private static async Task<List<(int Width, int Height)>> WatchAsync(RelayProgram relay, int count)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        enough.CancelAfter(TimeSpan.FromSeconds(20));
        List<(int, int)> frames = [];
        await using var stream = await relay.Http.GetStreamAsync("/stream", enough.Token);
        try
        {
            await FrameStreamReader.ReadAsync(stream, new FramePool(), TimeProvider.System, Keep, enough.Token);
        }
        catch (OperationCanceledException) when (frames.Count >= count)
        {
            // Enough was seen.
        }

        return frames;

        void Keep(Frame frame)
        {
            frames.Add((frame.Width, frame.Height));
            frame.Release();
            if (frames.Count == count)
            {
                enough.Cancel();
            }
        }
    }
}
