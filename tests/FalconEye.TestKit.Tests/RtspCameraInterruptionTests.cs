using System.Diagnostics;
using FalconEye.TestKit.Cameras;

namespace FalconEye.TestKit.Tests;

public sealed class RtspCameraInterruptionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Frozen_it_keeps_its_viewers_and_sends_them_nothing()
    {
        await using SimulatedCamera camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancellation);
        using Process viewer = Watch(camera.Url);
        Stream video = viewer.StandardOutput.BaseStream;
        byte[] buffer = new byte[1 << 14];
        await video.ReadExactlyAsync(buffer, Cancellation);

        await camera.FreezeAsync(Cancellation);
        int more = await ReadUntilSilentAsync(video, buffer);
        CameraStats frozen = await camera.StatsAsync(Cancellation);
        await camera.ThawAsync(Cancellation);
        await video.ReadExactlyAsync(buffer, Cancellation);

        Assert.True(more < 200_000, $"{more} bytes came from a frozen camera.");
        Assert.Equal(new CameraStats(1, 1, 1, 1), frozen);
        viewer.Kill();
    }

    [Fact]
    public async Task Dropped_it_loses_its_viewers_and_refuses_others_until_it_returns()
    {
        await using SimulatedCamera camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancellation);
        using Process viewer = Watch(camera.Url);
        await Eventually.HoldsAsync(
            async () => (await camera.StatsAsync(Cancellation)).Playing == 1, "the viewer plays", Cancellation);

        await camera.DropAsync(Cancellation);
        await viewer.StandardOutput.BaseStream.CopyToAsync(Stream.Null, Cancellation);
        ToolResult refused = await Ffmpeg.ProbeAsync(camera.Url, Cancellation);
        await camera.ReturnAsync(Cancellation);
        ToolResult admitted = await Ffmpeg.ProbeAsync(camera.Url, Cancellation);

        Assert.Contains("Connection refused", refused.Error, StringComparison.Ordinal);
        Assert.Equal("h264", admitted.Output.Trim());
        await viewer.WaitForExitAsync(Cancellation);
    }

    private static Process Watch(Uri url) => Process.Start(new ProcessStartInfo(
        "ffmpeg",
        ["-nostdin", "-v", "quiet", "-rtsp_transport", "tcp", "-analyzeduration", "500000", "-i", url.AbsoluteUri,
            "-c", "copy", "-flush_packets", "1", "-f", "mpegts", "-"])
    {
        RedirectStandardOutput = true,
    })!;

    /// <summary>Reads until nothing has come for as long as ten frames take.</summary>
    private static async Task<int> ReadUntilSilentAsync(Stream video, byte[] buffer)
    {
        int total = 0;
        while (true)
        {
            using CancellationTokenSource silence = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            silence.CancelAfter(TimeSpan.FromMilliseconds(700));
            try
            {
                total += await video.ReadAsync(buffer, silence.Token);
            }
            catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
            {
                return total;
            }
        }
    }
}
