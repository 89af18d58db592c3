using FalconEye.TestKit.Cameras;

namespace FalconEye.Relay.Tests;

/// <summary>What FFmpeg, which reads whatever a camera sends, may do.</summary>
public sealed class PrivilegeTests
{
    [Fact]
    public async Task FFmpeg_can_gain_no_privileges_and_open_nothing_but_its_own_pipes()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var relay = await RelayProgram.StartAsync(camera.Url);
        await using var viewer = await RelayViewer.OpenAsync(relay);
        await viewer.SeesAsync(1);

        var ffmpeg = Assert.Single(relay.Ffmpegs);
        Assert.Contains("NoNewPrivs:\t1", await File.ReadAllLinesAsync($"/proc/{ffmpeg}/status", ct));
        var arguments = (await File.ReadAllTextAsync($"/proc/{ffmpeg}/cmdline", ct)).Split('\0');
        Assert.Equal("pipe", arguments[Array.IndexOf(arguments, "-protocol_whitelist") + 1]);
    }
}
