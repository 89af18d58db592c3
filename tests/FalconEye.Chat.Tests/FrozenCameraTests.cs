using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Chat.Tests;

/// <summary>Apart from the other causes, since a picture has to grow old first.</summary>
public sealed class FrozenCameraTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task A_camera_that_accepts_connections_and_sends_nothing_is_frozen()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new MjpegCameraOptions(), ct);
        var chat = await fixture.FreshAsync(ct);
        var id = await chat.Server.StartCameraAsync("Front Door", camera.Url, "running", ct, "http");
        await camera.FreezeAsync(ct);

        var finding = await Eventually.ReturnsAsync(
            () => chat.CallAsync("diagnose_camera", new { camera = "Front Door" }, ct),
            found => found.GetProperty("cause").GetString() != "healthy",
            "the picture counts as old",
            ct,
            TimeSpan.FromSeconds(30));

        Assert.Equal("frozen", finding.GetProperty("cause").GetString());
        Assert.True(finding.GetProperty("evidence").GetProperty("takes_connections").GetBoolean());
        Assert.Equal($"/cameras/{id}", finding.GetProperty("camera").GetProperty("link").GetString());
    }
}
