using FalconEye.Contracts.Cameras;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Networks;

namespace FalconEye.Relay.Tests;

public sealed class MisbehavingHttpCameraTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MjpegBehaviour.Garbage)]
    [InlineData(MjpegBehaviour.Endless)]
    public async Task A_camera_without_frames_is_reported_and_shown_once_it_sends_some(MjpegBehaviour behaviour)
    {
        await using var camera = await SimulatedCamera.StartAsync(new MjpegCameraOptions { Behaviour = behaviour }, Cancelled);
        await using var relay = await RelayProgram.StartAsync(camera.Url);
        await using var viewer = await RelayViewer.OpenAsync(relay);

        var health = await relay.UntilFailedAsync(seconds: 10);
        await camera.BehaveAsync(MjpegBehaviour.Normal, Cancelled);
        await viewer.SeesAsync(10);

        Assert.Matches("^No picture for [89] seconds: the camera is connected and sends none.$", health.Error);
        Assert.Null((await relay.UntilAsync(now => now.Status == RelayStatus.Running, "the camera runs")).Error);
    }

    [Fact]
    public async Task Pictures_that_come_several_at_once_end_no_connection()
    {
        using var folder = new TemporaryFolder();
        await Tool.OutputOfAsync("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "testsrc=s=160x120", "-frames:v", "1", folder["picture.jpg"]], Cancelled);
        var picture = await File.ReadAllBytesAsync(folder["picture.jpg"], Cancelled);
        byte[] part = [.. "--b\r\nContent-Type: image/jpeg\r\n\r\n"u8, .. picture, .. "\r\n"u8];
        var connections = 0;
        await using var camera = ConversationServer.Start(async (stream, cancellation) =>
        {
            Interlocked.Increment(ref connections);
            await stream.ReadAtLeastAsync(new byte[1024], 1, cancellationToken: cancellation);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n"u8.ToArray(), cancellation);
            while (true)
            {
                await stream.WriteAsync((byte[])[.. part, .. part, .. part, .. part], cancellation);
                await Task.Delay(TimeSpan.FromMilliseconds(300), cancellation);
            }
        });
        await using var relay = await RelayProgram.StartAsync(new Uri($"http://{camera.EndPoint}/stream"));
        await using var viewer = await RelayViewer.OpenAsync(relay);

        await viewer.SeesAsync(12);

        Assert.Equal(1, connections);
    }

    [Fact]
    public async Task A_part_without_end_at_full_speed_costs_no_memory_and_no_later_picture()
    {
        const long FloodBytes = 500_000_000;
        const long FirstFrameTimeout = 16L << 20;
        await using var camera = new FloodingCamera();
        await using var relay = await RelayProgram.StartAsync(camera.Url);
        await using var viewer = await RelayViewer.OpenAsync(relay);
        await viewer.SeesAsync(5);
        var before = MemoryOf(relay);

        await camera.FloodAsync(FloodBytes, Cancelled);
        await viewer.SeesAsync(5);

        // A picture may grow to the limit; while its buffer grows, the smaller ones before it wait for the garbage collector.
        Assert.InRange(MemoryOf(relay) - before, long.MinValue, 4 * FirstFrameTimeout);
    }

    /// <summary>The most memory that was ever resident, in bytes (proc(5), VmHWM).</summary>
    private static long MemoryOf(RelayProgram relay) =>
        long.Parse(
            File.ReadLines($"/proc/{relay.ProcessId}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))[6..^2],
            System.Globalization.NumberStyles.AllowLeadingWhite | System.Globalization.NumberStyles.AllowTrailingWhite,
            System.Globalization.CultureInfo.InvariantCulture) * 1024;
}
