namespace FalconEye.Discovery.Usb;

/// <summary>A video device as its machine describes it: not yet said to be a camera.</summary>
/// <param name="Path">Its device now, such as <c>/dev/video0</c>; another after the next boot, perhaps.</param>
internal sealed record VideoDevice(string Path)
{
    // https://docs.kernel.org/userspace-api/media/v4l/vidioc-querycap.html
    private const uint Capture = 0x0000_0001 | 0x0000_1000;
    private const uint Output = 0x0000_0002 | 0x0000_2000;
    private const uint MemoryToMemory = 0x0000_4000 | 0x0000_8000;

    /// <summary>
    /// Parts of a system on chip that take part in making a picture and deliver none by themselves, though they say "capture".
    /// </summary>
    private static readonly string[] ImageProcessors = ["bcm2835-isp", "bcm2835-codec", "pispbe", "rp1-cfe", "rpivid", "rkisp1", "rockchip-isp1"];

    /// <summary>What it calls itself; empty when it says nothing.</summary>
    public string Name { get; init; } = "";

    /// <summary>Which of its hardware's devices it is: a webcam's first one delivers pictures.</summary>
    public int? Index { get; init; }

    /// <summary>The kernel's driver.</summary>
    public string? Driver { get; init; }

    /// <summary><c>usb</c>, <c>platform</c>, <c>pci</c> and so on.</summary>
    public string? Bus { get; init; }

    /// <summary>The serial number that the hardware has, if it has one.</summary>
    public string? Serial { get; init; }

    /// <summary>Its names below <c>/dev/v4l</c>, which udev gives it whatever its number.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>What udev noted of it when it came, such as <c>:capture:</c>.</summary>
    public string? UdevCapabilities { get; init; }

    /// <summary>What this device (not its whole hardware) can do, by <c>v4l2-ctl</c>.</summary>
    public uint? Capabilities { get; init; }

    /// <summary>What it offers; empty without <c>v4l2-ctl</c>.</summary>
    public IReadOnlyList<VideoFormat> Formats { get; init; } = [];

    /// <summary>
    /// Whether it delivers a camera's pictures. The best witness decides: its capabilities, else udev's note, else that it is the first
    /// device of something on USB. Codecs and scalers take pictures in and give pictures out; metadata devices capture no video.
    /// </summary>
    public bool IsCamera => !ImageProcessors.Contains(Driver) && (Capabilities, UdevCapabilities) switch
    {
        ({ } able, _) => (able & Capture) != 0 && (able & (MemoryToMemory | Output)) == 0,
        (null, { } noted) => noted.Contains(":capture:", StringComparison.Ordinal) && !noted.Contains("output", StringComparison.Ordinal),
        _ => Bus == "usb" && Index is 0,
    };

    /// <summary>Its name by what it is (<c>by-id</c>), if udev gave it one.</summary>
    public string? ById => Links.FirstOrDefault(link => link.StartsWith("/dev/v4l/by-id/", StringComparison.Ordinal));

    /// <summary>Its name by where it is plugged in (<c>by-path</c>), if udev gave it one.</summary>
    public string? ByPath => Links.FirstOrDefault(link => link.StartsWith("/dev/v4l/by-path/", StringComparison.Ordinal));

    /// <summary>
    /// The name under which it comes back after a boot or another port: <c>by-id</c> when a serial number tells it from others of its make,
    /// else <c>by-path</c>, which is the same for whatever is plugged in there, else the device of now.
    /// </summary>
    public string StablePath => (Serial is null ? null : ById) ?? ByPath ?? ById ?? Path;

    /// <summary>All names it has.</summary>
    public IReadOnlyList<string> Names => [Path, .. Links];
}
