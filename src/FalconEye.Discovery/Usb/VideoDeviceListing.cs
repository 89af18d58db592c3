using System.Globalization;
using System.Text.RegularExpressions;

namespace FalconEye.Discovery.Usb;

/// <summary>
/// What <c>list-video-devices.sh</c> prints. Names come from hardware that anyone may have made, so lines are cut and counted.
/// </summary>
internal static partial class VideoDeviceListing
{
    private const int MaxValueLength = 200;
    private const int MaxDevices = 64;
    private const uint HasDeviceCapabilities = 0x8000_0000;

    /// <summary>The script: always the same text, whatever node it goes to.</summary>
    internal static string Script { get; } = ReadScript();

    /// <summary>Reads what the script printed; lines that it does not know are skipped.</summary>
    internal static IReadOnlyList<VideoDevice> Parse(string output)
    {
        List<VideoDevice> devices = [];
        foreach (var (key, value) in output.Split('\n').Select(Split))
        {
            if (key == "device" && devices.Count < MaxDevices && DevicePath().IsMatch(value))
            {
                devices.Add(new VideoDevice(value));
            }
            else if (devices.Count > 0)
            {
                devices[^1] = With(devices[^1], key, value);
            }
        }

        return WithoutSharedSerials(devices);
    }

    private static VideoDevice With(VideoDevice device, string key, string value) => (key, value) switch
    {
        (_, "") => device,
        ("name", _) => device with { Name = Deduplicate(value) },
        ("index", _) => device with { Index = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null },
        ("driver", _) => device with { Driver = value },
        ("bus", _) => device with { Bus = value },
        ("serial", _) => device with { Serial = value },
        ("link", _) when Link().IsMatch(value) => device with { Links = [.. device.Links, value] },
        ("udev", _) => device with { UdevCapabilities = value },
        ("info", _) => WithInfo(device, value),
        ("format", _) => WithFormat(device, value),
        _ => device,
    };

    /// <summary>
    /// "Capabilities" are those of the hardware with all its devices, "Device Caps" those of this one; old drivers have the first only.
    /// </summary>
    private static VideoDevice WithInfo(VideoDevice device, string line)
    {
        if (CapabilityLine().Match(line) is not { Success: true } match)
        {
            return device;
        }

        var able = uint.Parse(match.Groups["bits"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var isOfDevice = match.Groups["device"].Success || (able & HasDeviceCapabilities) == 0;
        return isOfDevice ? device with { Capabilities = able } : device;
    }

    private static VideoDevice WithFormat(VideoDevice device, string line)
    {
        if (FormatLine().Match(line) is { Success: true } format)
        {
            return device with { Formats = [.. device.Formats, new VideoFormat(format.Groups["fourcc"].Value.Trim(), [])] };
        }

        if (device.Formats.Count == 0 || SizeLine().Match(line) is not { Success: true } match)
        {
            return device;
        }

        var last = device.Formats[^1];

        var size = match.Groups["size"].Value.Replace(" ", "", StringComparison.Ordinal);
        return last.Sizes.Contains(size) ? device : device with { Formats = [.. device.Formats.SkipLast(1), last with { Sizes = [.. last.Sizes, size] }] };
    }

    /// <summary>Cheap cameras of one make all have the same "serial number"; it tells none of them apart.</summary>
    private static List<VideoDevice> WithoutSharedSerials(List<VideoDevice> devices)
    {
        var shared = devices.Where(device => device.IsCamera && device.Serial is not null)
            .GroupBy(device => (device.Name, device.Serial, device.Index))
            .Where(same => same.Count() > 1)
            .Select(same => same.Key.Serial)
            .ToHashSet();
        return [.. devices.Select(device => shared.Contains(device.Serial) ? device with { Serial = null } : device)];
    }

    /// <summary>The kernel's UVC driver says "Integrated Camera: Integrated C": the name twice, cut at 31 letters.</summary>
    private static string Deduplicate(string name) =>
        name.Split(": ", 2) is [var first, var second] && first.StartsWith(second, StringComparison.Ordinal) ? first : name;

    private static (string Key, string Value) Split(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return ("", "");
        }

        var value = new string([.. line[(colon + 1)..].Where(letter => !char.IsControl(letter) || letter == '\t')]).Trim();
        return (line[..colon], value[..Math.Min(value.Length, MaxValueLength)]);
    }

    private static string ReadScript()
    {
        using var reader = new StreamReader(typeof(VideoDeviceListing).Assembly.GetManifestResourceStream("list-video-devices.sh")!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\A/dev/video[0-9]{1,3}\z")]
    private static partial Regex DevicePath();

    [GeneratedRegex(@"\A/dev/v4l/by-(id|path)/[A-Za-z0-9._:+-]{1,200}\z")]
    private static partial Regex Link();

    [GeneratedRegex(@"\A((?<device>Device Caps)|Capabilities)\s*:\s*0x(?<bits>[0-9a-fA-F]{1,8})\z")]
    private static partial Regex CapabilityLine();

    [GeneratedRegex(@"\A\[[0-9]+\]: '(?<fourcc>[^']{1,8})'")]
    private static partial Regex FormatLine();

    [GeneratedRegex(@"\ASize: (Discrete|Stepwise|Continuous) (?<size>[0-9]+x[0-9]+( - [0-9]+x[0-9]+)?)")]
    private static partial Regex SizeLine();
}
