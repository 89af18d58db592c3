using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Cameras.Onvif;

namespace FalconEye.Relay.Tests;

public sealed class OnvifCameraTests
{
    private const string Password = "p@ss w:rd/é";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_camera_with_a_wrong_clock_and_an_address_of_another_network_is_watched_by_its_small_stream()
    {
        await using var main = await SimulatedCamera.StartAsync(new RtspCameraOptions { Width = 640, Height = 480, User = "admin", Password = Password }, Cancelled);
        await using var small = await SimulatedCamera.StartAsync(new RtspCameraOptions { User = "admin", Password = Password }, Cancelled);
        await using var device = await SimulatedOnvifDevice.StartAsync(
            new()
            {
                User = "admin",
                Password = Password,
                ClockOffset = TimeSpan.FromHours(-2),
                AdvertisedHost = "192.0.2.7",
                Streams = [new("main", main.Url, Width: 640, Height: 480), new("small", small.Url)],
            },
            Cancelled);
        await using var relay = await RelayProgram.StartAsync(device.AddressWith("admin", Password));
        await relay.UntilIdleAsync();
        var asked = device.Operations.Count;

        await using var viewer = await RelayViewer.OpenAsync(relay);
        await viewer.SeesAsync(10);

        Assert.Equal(asked, device.Operations.Count);
        Assert.Equal((0, 2), ((await main.StatsAsync(Cancelled)).SessionsTotal, (await small.StatsAsync(Cancelled)).SessionsTotal));
        Assert.DoesNotContain("p%40ss", relay.Output + (await relay.UntilVerifiedAsync()).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_camera_whose_stream_has_moved_is_asked_for_it_again()
    {
        await using var before = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancelled);
        await using var after = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancelled);
        await using var device = await SimulatedOnvifDevice.StartAsync(new() { Streams = [new("main", before.Url)] }, Cancelled);
        await using var relay = await RelayProgram.StartAsync(device.Address);
        await using var viewer = await RelayViewer.OpenAsync(relay);
        await viewer.SeesAsync(5);

        device.Offer(new OnvifProfile("main", after.Url));
        await before.DropAsync(Cancelled);
        await viewer.SeesAsync(20);

        Assert.Equal(1, (await after.StatsAsync(Cancelled)).Playing);
    }

    [Fact]
    public async Task A_wrong_password_is_reported_and_tried_once()
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(new() { User = "admin", Password = "right", Authentication = OnvifAuthentication.HttpDigest }, Cancelled);
        await using var relay = await RelayProgram.StartAsync(device.AddressWith("admin", "wr0ng"));

        var health = await relay.UntilFailedAsync(seconds: 10);
        using var snapshot = await relay.Http.GetAsync("/snapshot", Cancelled);

        Assert.StartsWith("401 Unauthorized from camera: check user name and password.", health.Error, StringComparison.Ordinal);
        Assert.Equal(1, device.Attempts);
        Assert.Contains("Next attempt in 1800", relay.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", relay.Output + health.Error + health.Source + await snapshot.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }
}
