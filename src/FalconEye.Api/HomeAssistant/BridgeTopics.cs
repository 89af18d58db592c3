using FalconEye.Api.Detection;

namespace FalconEye.Api.HomeAssistant;

/// <summary>The names of topics. All of them are retained, but for commands.</summary>
internal sealed class BridgeTopics(HomeAssistantOptions options)
{
    /// <summary>Whether the server is connected: <c>online</c> or, by its last will too, <c>offline</c>.</summary>
    internal string Status => $"{options.Prefix}/status";

    /// <summary>The armed mode.</summary>
    internal string Mode => $"{options.Prefix}/mode";

    /// <summary>Sets the armed mode.</summary>
    internal string ModeCommand => $"{Mode}/set";

    /// <summary>What Home Assistant gets to know of the server itself.</summary>
    internal string ServerDiscovery => Discovery("server");

    /// <summary>All topics of discovery, of other devices too.</summary>
    internal string AnyDiscovery => $"{options.DiscoveryPrefix}/device/+/config";

    /// <summary>All cameras' <see cref="RecordingCommand"/>.</summary>
    internal string AnyRecordingCommand => $"{options.Prefix}/cameras/+/recording/set";

    /// <summary>What Home Assistant gets to know of a camera.</summary>
    internal string Discovery(Guid camera) => Discovery($"{camera:N}");

    /// <summary>An id that no other device of Home Assistant has.</summary>
    internal string DeviceId(string name) => $"{options.Prefix}_{name}";

    internal string Online(Guid camera) => Of(camera, "online");

    internal string Motion(Guid camera) => Of(camera, "motion");

    /// <summary>Whether motion is looked for: <c>online</c> or <c>offline</c>.</summary>
    internal string MotionAvailable(Guid camera) => Of(camera, "motion/available");

    /// <summary>Whether something of a label, such as <c>person</c>, is before the camera.</summary>
    internal string Object(Guid camera, string label) => Of(camera, $"objects/{label}");

    internal string Recording(Guid camera) => Of(camera, "recording");

    internal string RecordingCommand(Guid camera) => Of(camera, "recording/set");

    internal string Picture(Guid camera) => Of(camera, "picture");

    /// <summary>All that is retained of a camera.</summary>
    internal IEnumerable<string> RetainedOf(Guid camera) =>
    [
        Discovery(camera), Online(camera), Motion(camera), MotionAvailable(camera), Recording(camera), Picture(camera),
        .. ObjectLabels.All.Select(label => Object(camera, label)),
    ];

    /// <summary>The camera that a topic of discovery is about; <see langword="null"/> when it is about another device.</summary>
    internal Guid? CameraOfDiscovery(string topic) =>
        topic.Split('/') is [var prefix, "device", var device, "config"] && prefix == options.DiscoveryPrefix
        && device.StartsWith($"{options.Prefix}_", StringComparison.Ordinal) && Guid.TryParseExact(device[(options.Prefix.Length + 1)..], "N", out var id)
            ? id
            : null;

    /// <summary>The camera that a command is for; <see langword="null"/> when it is none of a camera's recording.</summary>
    internal Guid? CameraOfRecordingCommand(string topic) =>
        topic.Split('/') is [var prefix, "cameras", var camera, "recording", "set"] && prefix == options.Prefix && Guid.TryParse(camera, out var id) ? id : null;

    private string Discovery(string name) => $"{options.DiscoveryPrefix}/device/{DeviceId(name)}/config";

    private string Of(Guid camera, string what) => $"{options.Prefix}/cameras/{camera}/{what}";
}
