using System.Text.Json;
using FalconEye.TestKit.Programs;

namespace FalconEye.Discovery.Tests.Usb;

/// <summary>The scan of the server's own machine, through its API, with made-up devices.</summary>
public sealed class LocalUsbScanTests
{
    [Fact]
    public async Task Only_what_delivers_pictures_is_found_with_its_formats_and_the_name_that_stays()
    {
        var ct = TestContext.Current.CancellationToken;
        using var machine = new FakeMachine().WithWebcam(0).WithRaspberryParts().WithIdenticalCameras(20, 21);
        await using var server = await StartAsync(machine, ct);

        var result = await server.GetAsync("/api/nodes/scan/cameras", ct);
        var cameras = result.GetProperty("cameras").EnumerateArray().ToList();

        Assert.Equal(["/dev/video0", "/dev/video20", "/dev/video21"], cameras.Select(camera => Text(camera, "device_path")));
        Assert.Equal(["HD Pro Webcam C920", "USB2.0 Camera", "USB2.0 Camera"], cameras.Select(camera => Text(camera, "device_name")));
        Assert.Equal(
            [FakeMachine.WebcamLink, "/dev/v4l/by-path/pci-0000:00:14.0-usb-0:3:1.0-video-index0", "/dev/v4l/by-path/pci-0000:00:14.0-usb-0:4:1.0-video-index0"],
            cameras.Select(camera => Text(camera, "stable_path")));
        Assert.Equal(
            """[{"pixel_format":"YUYV","sizes":["640x480"]},{"pixel_format":"MJPG","sizes":["640x480","1920x1080"]}]""",
            cameras[0].GetProperty("formats").GetRawText());
        Assert.Equal([Environment.MachineName], result.GetProperty("scanned_nodes").EnumerateArray().Select(node => node.GetString()));
        Assert.Empty(result.GetProperty("errors").EnumerateArray());
        Assert.Equal(3, result.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_camera_that_comes_back_under_another_number_is_recognized()
    {
        var ct = TestContext.Current.CancellationToken;
        using var machine = new FakeMachine().WithWebcam(0);
        await using var server = await StartAsync(machine, ct);
        var added = await server.PostAsync(
            "/api/cameras", new { name = "Desk", protocol = "usb", node_name = Environment.MachineName, device_path = FakeMachine.WebcamLink }, ct);

        machine.Emptied().WithWebcam(4, usbPort: 2);
        var found = (await server.GetAsync("/api/nodes/scan/cameras", ct)).GetProperty("cameras")[0];
        var conflict = await Assert.ThrowsAsync<HttpRequestException>(() => server.PostAsync(
            "/api/cameras", new { name = "Again", protocol = "usb", node_name = Environment.MachineName, device_path = "/dev/video4" }, ct));

        Assert.Equal("/dev/video4", Text(found, "device_path"));
        Assert.True(found.GetProperty("already_added").GetBoolean());
        Assert.Equal(Text(added, "id"), Text(found, "camera_id"));
        Assert.Equal("Desk", Text(found, "camera_name"));
        Assert.Equal(System.Net.HttpStatusCode.Conflict, conflict.StatusCode);
        Assert.Contains("Desk", conflict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scan_of_an_unknown_node_names_the_field()
    {
        var ct = TestContext.Current.CancellationToken;
        using var machine = new FakeMachine();
        await using var server = await StartAsync(machine, ct);

        foreach (var path in new[] { "/api/nodes/scan/cameras?node=moon", "/api/nodes/scan/events?node=moon" })
        {
            using var response = await server.Client.GetAsync(path, ct);
            var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(ct)).RootElement;

            Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("moon", problem.GetProperty("errors").GetProperty("node")[0].GetString(), StringComparison.Ordinal);
        }
    }

    private static Task<FalconEyeServer> StartAsync(FakeMachine machine, CancellationToken ct) =>
        FalconEyeServer.StartAsync(ct, [.. machine.Environment.Select(variable => (variable.Key, variable.Value))]);

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
