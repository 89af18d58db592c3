using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

/// <summary>Real <c>motion</c> on a pretended device, since no V4L2 device exists on build machines.</summary>
public sealed class UsbCameraTests
{
    [Fact]
    public async Task A_USB_camera_starts_at_once_with_its_recorder_and_is_watched_and_recorded()
    {
        var ct = TestContext.Current.CancellationToken;
        var device = await FakeVideoDevice.CreateAsync("/dev/video7", ct);
        await using var server = await FalconEyeServer.StartAsync(ct, ("LD_PRELOAD", device.Library));

        var added = await server.PostAsync(
            "/api/cameras", new { name = "Kitchen", protocol = "usb", node_name = Environment.MachineName, device_path = "/dev/video7" }, ct);
        var id = added.GetProperty("id").GetString()!;
        var running = await server.WaitForStatusAsync(id, "running", ct);
        using var viewer = await StreamViewer.OpenAsync(server.Client, $"/api/cameras/{id}/stream", ct);
        await viewer.ReadFramesAsync(5, ct);
        var status = await Eventually.ReturnsAsync(
            () => server.GetAsync($"/api/cameras/{id}/recording/status", ct),
            status => status.GetProperty("status").GetString() == "idle",
            "the recorder waits",
            ct);
        var started = await server.PostAsync($"/api/cameras/{id}/recording/start", null, ct);
        var recording = started.GetProperty("recording").GetProperty("recording_id").GetString()!;
        await server.PostAsync($"/api/cameras/{id}/recording/stop", null, ct);

        Assert.True(viewer.DistinctFrames > 1, "the picture does not move");
        Assert.True(running.GetProperty("control_port").GetInt32() > 0);
        Assert.Equal("Kitchen", status.GetProperty("camera_name").GetString());
        Assert.True((await server.WaitForRecordingAsync(recording, "completed", ct)).GetProperty("duration_seconds").GetDouble() > 0);
    }

    [Fact]
    public async Task A_missing_USB_camera_is_reported()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);

        var added = await server.PostAsync(
            "/api/cameras", new { name = "Ghost", protocol = "usb", node_name = Environment.MachineName, device_path = "/dev/video99" }, ct);
        var camera = await server.WaitForStatusAsync(added.GetProperty("id").GetString()!, "error", ct);

        Assert.Contains("plugged in", camera.GetProperty("metadata").GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
