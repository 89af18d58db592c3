using System.Globalization;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Relay.Tests;

public sealed class UnwatchedCameraTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_viewer_no_FFmpeg_runs_and_the_camera_is_left_alone_until_one_comes()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.Url);
        await using (var viewer = await RelayViewer.OpenAsync(relay))
        {
            await viewer.SeesAsync(5);
            Assert.Single(relay.Ffmpegs);
        }

        await relay.UntilIdleAsync();
        Assert.Empty(ProcessTree.DescendantsOf(relay.ProcessId));
        await Eventually.HoldsAsync(async () => (await camera.StatsAsync(Cancelled)).Sessions == 0, "the camera has no session", Cancelled);

        await using var next = await RelayViewer.OpenAsync(relay);
        await next.SeesAsync(5);
        Assert.Single(relay.Ffmpegs);
    }

    [Fact]
    public async Task A_camera_that_dies_unwatched_is_missed_and_found_again()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.Url, ("RELAY_RECHECK_SECONDS", "1"));
        await relay.UntilIdleAsync();

        await camera.DropAsync(Cancelled);
        var missed = await relay.UntilFailedAsync(seconds: 5);
        await camera.ReturnAsync(Cancelled);
        var found = await relay.UntilIdleAsync();

        Assert.StartsWith("Connection refused by 127.0.0.1:", missed.Error, StringComparison.Ordinal);
        Assert.Null(found.Error);
        Assert.Equal(0, found.Viewers);
    }

    [Fact]
    public async Task A_camera_that_hangs_unwatched_is_missed_and_found_again()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.Url, ("RELAY_RECHECK_SECONDS", "1"));
        await relay.UntilIdleAsync();

        await SignalAsync("STOP", camera.ProcessId);
        var missed = await relay.UntilFailedAsync(seconds: 30);
        await SignalAsync("CONT", camera.ProcessId);
        var found = await relay.UntilIdleAsync();

        Assert.EndsWith("did not answer in time: check the address, and that the camera is on.", missed.Error, StringComparison.Ordinal);
        Assert.Null(found.Error);
    }

    [Fact]
    public async Task A_killed_FFmpeg_is_replaced_under_the_eyes_of_the_viewer()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.Url);
        await using var viewer = await RelayViewer.OpenAsync(relay);
        await viewer.SeesAsync(5);

        var victim = Assert.Single(relay.Ffmpegs);
        ProcessTree.Kill(victim);
        var lost = await relay.UntilFailedAsync(seconds: 5);
        await viewer.SeesAsync(10);

        Assert.Equal("FFmpeg was ended by signal 9; it is started again.", lost.Error);
        Assert.DoesNotContain(victim, relay.Ffmpegs);
    }

    private static Task<string> SignalAsync(string signal, int process) =>
        Tool.OutputOfAsync("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)], Cancelled);
}
