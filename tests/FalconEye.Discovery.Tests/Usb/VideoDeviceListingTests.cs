using FalconEye.Discovery.Usb;
using FalconEye.TestKit;

namespace FalconEye.Discovery.Tests.Usb;

/// <summary>The script in a real shell, and what is made of its lines when a node has less than all tools.</summary>
public sealed class VideoDeviceListingTests
{
    [Fact]
    public async Task Without_v4l2_ctl_cameras_are_recognised_by_udev()
    {
        using var machine = new FakeMachine().WithWebcam(0).WithRaspberryParts().WithoutTool();

        var cameras = await ReadAsync(machine);

        Assert.Equal("/dev/video0", Assert.Single(cameras).Path);
        Assert.Empty(cameras[0].Formats);
        Assert.Equal(FakeMachine.WebcamLink, cameras[0].StablePath);
    }

    [Fact]
    public async Task Without_udev_too_it_is_the_first_device_of_each_thing_on_USB()
    {
        using var machine = new FakeMachine().WithWebcam(0).WithRaspberryParts().WithoutTool().WithoutUdev();

        Assert.Equal("/dev/video0", Assert.Single(await ReadAsync(machine)).Path);
    }

    [Fact]
    public async Task A_device_cannot_make_up_another_by_its_name()
    {
        using var machine = new FakeMachine().WithHostileName(3);

        var camera = Assert.Single(await ReadAsync(machine));

        Assert.Equal(("/dev/video3", "Cam"), (camera.Path, camera.Name));
    }

    [Fact]
    public void Nonsense_is_no_camera()
    {
        string[] listings = ["", "device: /etc/passwd\ninfo: Device Caps : 0x04200001", "name: X\nlink: /dev/v4l/by-id/../../sda", new string(':', 100_000)];

        Assert.All(listings, listing => Assert.Empty(VideoDeviceListing.Parse(listing)));
    }

    private static async Task<IReadOnlyList<VideoDevice>> ReadAsync(FakeMachine machine)
    {
        var output = await Tool.OutputOfAsync("/bin/sh", ["-c", VideoDeviceListing.Script], TestContext.Current.CancellationToken, machine.Environment);
        return [.. VideoDeviceListing.Parse(output).Where(device => device.IsCamera)];
    }
}
