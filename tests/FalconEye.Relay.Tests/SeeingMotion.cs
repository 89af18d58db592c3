using FalconEye.TestKit.Cameras;

namespace FalconEye.Relay.Tests;

public sealed class SeeingMotion
{
    private const string Everywhere = """{"sensitivity": 60}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_moves_before_an_RTSP_camera_is_told_without_viewers()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.Url, ("MOTION", Everywhere));

        var health = await relay.UntilAsync(health => health.Motion?.Events.Count > 0, "something has moved");

        Assert.Equal(0, health.Viewers);
        Assert.InRange(health.Motion!.Events[0].Score, 0.01, 1);
        var moving = await relay.UntilAsync(health => health.Motion?.Latest?.Areas.Any(area => area.Counts) == true, "it is said where something moves");
        Assert.All(moving.Motion!.Latest!.Areas, area => Assert.True(area is { Left: >= 0, Top: >= 0, Width: > 0, Height: > 0 } && area.Left + area.Width <= 1 && area.Top + area.Height <= 1));
    }

    [Fact]
    public async Task What_moves_before_a_JPEG_camera_is_told_and_what_is_masked_is_not()
    {
        await using var camera = await SimulatedCamera.StartAsync(new MjpegCameraOptions(), Cancelled);
        await using var masked = await RelayProgram.StartAsync(camera.Url, ("MOTION", """{"sensitivity": 60, "masks": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}"""));
        await using var relay = await RelayProgram.StartAsync(camera.Url, ("MOTION", Everywhere));

        await relay.UntilAsync(health => health.Motion?.Events.Count > 0, "something has moved");

        var health = await masked.UntilAsync(health => health.LastFrameAgeMs is not null, "the camera is read");
        Assert.Empty(health.Motion!.Events);
    }
}
