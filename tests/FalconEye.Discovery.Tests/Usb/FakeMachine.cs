using System.Globalization;
using FalconEye.TestKit;

namespace FalconEye.Discovery.Tests.Usb;

/// <summary>
/// A machine's video devices as files: <c>/sys</c>, <c>/dev</c> and <c>/run/udev</c> below a folder, and a <c>v4l2-ctl</c> that prints what
/// the real one prints for such devices.
/// </summary>
public sealed class FakeMachine : IDisposable
{
    internal const string WebcamLink = "/dev/v4l/by-id/usb-046d_HD_Pro_Webcam_C920_5F2A80DF-video-index0";

    private readonly TemporaryFolder _folder = new();

    public FakeMachine()
    {
        Directory.CreateDirectory(Programs);
        Directory.CreateDirectory(_folder["dev"]);
        WriteProgram("v4l2-ctl", """cat "$VIDEO_DEVICES_ROOT/v4l2-ctl/${2##*/}$3" 2>/dev/null""");
    }

    /// <summary>What the listing needs to see this machine instead of the real one.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["VIDEO_DEVICES_ROOT"] = _folder.Path,
        ["PATH"] = $"{Programs}:{System.Environment.GetEnvironmentVariable("PATH")}",
    };

    private string Programs => _folder["bin"];

    /// <summary>A webcam with a serial number: pictures at one number, metadata at the next.</summary>
    public FakeMachine WithWebcam(int number, int usbPort = 1)
    {
        AddDevice(number, "HD Pro Webcam C920", "uvcvideo", "usb", index: 0, usbPort, serial: "5F2A80DF");
        AddDevice(number + 1, "HD Pro Webcam C920", "uvcvideo", "usb", index: 1, usbPort, serial: "5F2A80DF");
        Link("by-id", WebcamLink.Split('/')[^1], number);
        Link("by-id", "usb-046d_HD_Pro_Webcam_C920_5F2A80DF-video-index1", number + 1);
        Link("by-path", $"pci-0000:00:14.0-usb-0:{usbPort}:1.0-video-index0", number);
        Note(number, ":capture:");
        Note(number + 1, ":");
        Able(number, "84a00001", "04200001");
        Able(number + 1, "84a00001", "04a00000");
        Offer(number, """
            ioctl: VIDIOC_ENUM_FMT
            	Type: Video Capture

            	[0]: 'YUYV' (YUYV 4:2:2)
            		Size: Discrete 640x480
            			Interval: Discrete 0.033s (30.000 fps)
            			Interval: Discrete 0.042s (24.000 fps)
            	[1]: 'MJPG' (Motion-JPEG, compressed)
            		Size: Discrete 640x480
            			Interval: Discrete 0.033s (30.000 fps)
            		Size: Discrete 1920x1080
            			Interval: Discrete 0.033s (30.000 fps)
            """);
        return this;
    }

    /// <summary>Two webcams of one cheap make: both claim the same serial number, so one link by id serves for both.</summary>
    public FakeMachine WithIdenticalCameras(int first, int second)
    {
        foreach (var (number, port) in new[] { (first, 3), (second, 4) })
        {
            AddDevice(number, "USB2.0 Camera: USB2.0 Cam", "uvcvideo", "usb", index: 0, port, serial: "200901010001");
            Link("by-path", $"pci-0000:00:14.0-usb-0:{port}:1.0-video-index0", number);
            Note(number, ":capture:");
            Able(number, "84200001", "04200001");
        }

        Link("by-id", "usb-Generic_USB2.0_Camera_200901010001-video-index0", second);
        return this;
    }

    /// <summary>What a Raspberry Pi has beside cameras: a codec, and a part of its image processor that says it captures.</summary>
    public FakeMachine WithRaspberryParts()
    {
        AddDevice(10, "bcm2835-codec-decode", "bcm2835-codec", "platform", index: 0);
        Able(10, "84204000", "04204000");
        Note(10, ":");
        AddDevice(14, "bcm2835-isp", "bcm2835-isp", "platform", index: 1);
        Able(14, "84200001", "04200001");
        Note(14, ":capture:");
        return this;
    }

    /// <summary>A device whose maker put a line of its own into its name.</summary>
    public FakeMachine WithHostileName(int number)
    {
        AddDevice(number, "Cam\ndevice: /dev/video66\u001b[31m", "uvcvideo", "usb", index: 0);
        Able(number, "84200001", "04200001");
        return this;
    }

    /// <summary>As on a node where no one installed v4l-utils.</summary>
    public FakeMachine WithoutTool()
    {
        WriteProgram("v4l2-ctl", "exit 127");
        return this;
    }

    /// <summary>As in a container or on a system without udev.</summary>
    public FakeMachine WithoutUdev()
    {
        Directory.Delete(_folder["run"], recursive: true);
        return this;
    }

    /// <summary>A listing that takes longer than anyone waits.</summary>
    public FakeMachine ThatHangs()
    {
        WriteProgram("basename", "exec sleep 60");
        return this;
    }

    /// <summary>Takes all devices out.</summary>
    public FakeMachine Emptied()
    {
        foreach (var folder in Directory.GetDirectories(_folder.Path).Where(folder => folder != Programs))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(_folder["dev"]);
        return this;
    }

    public void Dispose() => _folder.Dispose();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void AddDevice(int number, string name, string driver, string bus, int index, int usbPort = 9, string? serial = null)
    {
        var hardware = _folder[$"sys/devices/{bus}-{usbPort}-{driver}"];
        var part = Path.Combine(hardware, "interface");
        var entry = _folder[$"sys/class/video4linux/video{number}"];
        Directory.CreateDirectory(part);
        Directory.CreateDirectory(entry);
        Directory.CreateDirectory(_folder[$"sys/bus/{bus}/drivers/{driver}"]);
        LinkTo(Path.Combine(entry, "device"), part);
        LinkTo(Path.Combine(part, "driver"), _folder[$"sys/bus/{bus}/drivers/{driver}"]);
        LinkTo(Path.Combine(part, "subsystem"), _folder[$"sys/bus/{bus}"]);
        File.WriteAllText(Path.Combine(entry, "name"), name + "\n");
        File.WriteAllText(Path.Combine(entry, "index"), Text(index) + "\n");
        File.WriteAllText(Path.Combine(entry, "dev"), $"81:{number}\n");
        File.WriteAllText(_folder[$"dev/video{number}"], "");
        if (serial is not null)
        {
            File.WriteAllText(Path.Combine(hardware, "serial"), serial + "\n");
        }
    }

    private void Link(string kind, string name, int number)
    {
        Directory.CreateDirectory(_folder[$"dev/v4l/{kind}"]);
        LinkTo(_folder[$"dev/v4l/{kind}/{name}"], $"../../video{number}");
    }

    private static void LinkTo(string path, string target)
    {
        if (!Path.Exists(path))
        {
            File.CreateSymbolicLink(path, target);
        }
    }

    private void Note(int number, string capabilities)
    {
        Directory.CreateDirectory(_folder["run/udev/data"]);
        File.WriteAllText(_folder[$"run/udev/data/c81:{number}"], $"I:4711\nE:ID_V4L_VERSION=2\nE:ID_V4L_CAPABILITIES={capabilities}\n");
    }

    private void Able(int number, string all, string own)
    {
        Directory.CreateDirectory(_folder["v4l2-ctl"]);
        File.WriteAllText(_folder[$"v4l2-ctl/video{number}--info"], $"""
            Driver Info:
            	Driver name      : made-up
            	Card type        : Made up
            	Capabilities     : 0x{all}
            		Device Capabilities
            	Device Caps      : 0x{own}
            		Streaming

            """);
    }

    private void Offer(int number, string formats) => File.WriteAllText(_folder[$"v4l2-ctl/video{number}--list-formats-ext"], formats + "\n");

    private void WriteProgram(string name, string script)
    {
        var file = Path.Combine(Programs, name);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
