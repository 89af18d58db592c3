using System.Net;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Relay.Tests;

public sealed class RelayTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<CameraOptions> Sources() =>
    [
        new RtspCameraOptions { User = "admin", Password = "p@ss w:rd/é" },
        new RtspCameraOptions { Video = VideoCodec.H265, Audio = AudioCodec.G711MuLaw },
        new RtspCameraOptions { Slices = 4, User = "admin", Password = "x", Authentication = CameraAuthentication.Basic },
        new MjpegCameraOptions { User = "admin", Password = "p@ss w:rd/é" },
        new MjpegCameraOptions { Width = 160, Height = 120 },
        new MjpegCameraOptions { Behaviour = MjpegBehaviour.WrongLength },
        new MjpegCameraOptions { Behaviour = MjpegBehaviour.WrongLength, Width = 160, Height = 120 },
        new MjpegCameraOptions { Behaviour = MjpegBehaviour.NoLength },
        new MjpegCameraOptions { Behaviour = MjpegBehaviour.NoLength, Width = 160, Height = 120 },
    ];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_viewer_sees_the_camera_in_the_wanted_size(CameraOptions options)
    {
        await using var camera = await SimulatedCamera.StartAsync(options, Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.UrlWithCredentials);
        await relay.UntilIdleAsync();

        await using var viewer = await RelayViewer.OpenAsync(relay);

        await viewer.SeesAsync(20);
        Assert.Equal([(320, 240)], viewer.Sizes);
    }

    [Fact]
    public async Task A_wrong_password_is_reported_without_viewers()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions { User = "admin", Password = "right" }, Cancelled);
        await using var relay = await RelayProgram.StartAsync(new Uri($"rtsp://admin:wrong@{camera.Url.Authority}{camera.Url.PathAndQuery}"));

        var health = await relay.UntilFailedAsync(seconds: 10);
        using var snapshot = await relay.Http.GetAsync("/snapshot", Cancelled);

        Assert.Equal("401 Unauthorized from camera: check user name and password.", health.Error);
        Assert.DoesNotContain("wrong", health.Source, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, snapshot.StatusCode);
        Assert.Contains("401 Unauthorized", await snapshot.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_camera_is_reported_with_a_message()
    {
        await using var relay = await RelayProgram.StartAsync(new Uri($"rtsp://127.0.0.1:{FreePort.Next()}/stream"));

        var health = await relay.UntilFailedAsync(seconds: 10);

        Assert.StartsWith("Connection refused by 127.0.0.1:", health.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_by_signal_takes_two_seconds_at_most_with_a_viewer()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.Url);
        await relay.UntilVerifiedAsync();
        await using var stream = await relay.Http.GetStreamAsync("/stream", Cancelled);
        await relay.UntilAsync(health => health.Viewers == 1, "the viewer is there");

        var exit = await relay.StopAsync().WaitAsync(TimeSpan.FromSeconds(2), Cancelled);

        Assert.Equal(0, exit);
    }
}
