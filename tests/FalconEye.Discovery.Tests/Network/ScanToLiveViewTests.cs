using System.Globalization;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Cameras.Onvif;
using FalconEye.TestKit.Programs;

namespace FalconEye.Discovery.Tests.Network;

/// <summary>What a person does: scan, try a password, add, watch.</summary>
public sealed class ScanToLiveViewTests
{
    [Fact]
    public async Task An_ONVIF_camera_with_a_wrong_clock_and_an_unroutable_address_is_watched_without_typing_an_address()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var stream = await SimulatedCamera.StartAsync(new RtspCameraOptions { User = "admin", Password = "hush" }, ct);
        await using var camera = await SimulatedOnvifDevice.StartAsync(
            new OnvifDeviceOptions
            {
                User = "admin",
                Password = "hush",
                Authentication = OnvifAuthentication.HttpDigest,
                ClockOffset = TimeSpan.FromHours(2),
                AdvertisedHost = "10.255.255.1",
                Streams = [new("main", new UriBuilder(stream.Url) { Host = "10.255.255.1" }.Uri)],
            },
            ct);
        await using var server = await FalconEyeServer.StartAsync(
            ct, ("SCAN_SUBNETS", "127.0.0.1"), ("SCAN_PORTS", camera.Port.ToString(CultureInfo.InvariantCulture)));

        var scan = await server.GetAsync("/api/nodes/scan/cameras?network=true", ct);
        var found = Assert.Single(scan.GetProperty("network_cameras").EnumerateArray());
        var url = found.GetProperty("url").GetString()!.Replace("://", "://admin:hush@", StringComparison.Ordinal);
        var probe = await server.PostAsync("/api/cameras/probe", new { protocol = "onvif", source_url = url }, ct);
        var added = await server.PostAsync("/api/cameras", new { name = "Porch", protocol = "onvif", source_url = url }, ct);
        await server.PostAsync($"/api/cameras/{added.GetProperty("id").GetString()}/start", null, ct);
        var running = await Eventually.ReturnsAsync(
            () => server.GetAsync($"/api/cameras/{added.GetProperty("id").GetString()}", ct),
            shown => shown.GetProperty("status").GetString() == "running",
            "the camera runs",
            ct,
            TimeSpan.FromSeconds(30));

        Assert.Equal(("onvif", true), (found.GetProperty("protocol").GetString(), found.GetProperty("requires_password").GetBoolean()));
        Assert.True(probe.GetProperty("ok").GetBoolean(), probe.GetRawText());
        Assert.DoesNotContain("hush", $"{scan} {running} {server.Program.Output}", StringComparison.Ordinal);
    }
}
