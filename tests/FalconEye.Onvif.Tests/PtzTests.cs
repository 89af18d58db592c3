using FalconEye.Onvif.Ptz;
using FalconEye.TestKit.Cameras.Onvif;

namespace FalconEye.Onvif.Tests;

public sealed class PtzTests
{
    [Fact]
    public async Task A_camera_turns_stops_and_remembers_where_it_looked()
    {
        var cancelled = TestContext.Current.CancellationToken;
        await using var device = await SimulatedOnvifDevice.StartAsync(new() { User = "admin", Password = "x" }, cancelled);
        using var client = device.ClientOf("admin", "x");
        var profile = (await client.Media.GetProfilesAsync(cancelled))[0].Token;

        await client.Ptz.MoveAsync(profile, 0.5, 0, -7, TimeSpan.FromSeconds(2), cancelled);
        await client.Ptz.StopAsync(profile, cancelled);
        var door = await client.Ptz.SetPresetAsync(profile, "Door & <gate>", cancelled);
        var remembered = await client.Ptz.GetPresetsAsync(profile, cancelled);
        await client.Ptz.GoToPresetAsync(profile, door, cancelled);
        await client.Ptz.RemovePresetAsync(profile, door, cancelled);

        Assert.Equal(["move 0.5 0 -1 PT2S", "stop", $"goto {door}"], device.Movements);
        Assert.Equal([new PtzPreset(door, "Door & <gate>")], remembered);
        Assert.Empty(await client.Ptz.GetPresetsAsync(profile, cancelled));
    }
}
