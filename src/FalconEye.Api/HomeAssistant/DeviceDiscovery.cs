using System.Text.Json.Nodes;
using FalconEye.Api.Detection;

namespace FalconEye.Api.HomeAssistant;

/// <summary>
/// What Home Assistant gets to know of a camera and of the server: one message for each device, by the schema of its documentation (MQTT, "Device
/// discovery payload"). A component with nothing but its platform is removed there.
/// </summary>
internal sealed class DeviceDiscovery(HomeAssistantOptions options, BridgeTopics topics, Uri? publicUrl)
{
    private static readonly string Version = typeof(DeviceDiscovery).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>The message about a camera.</summary>
    internal string OfCamera(BridgedCamera camera)
    {
        var id = camera.Id;
        var device = Device($"{id:N}", camera.Name, "Camera", $"cameras/{id}");
        device["via_device"] = topics.DeviceId("server");
        if (!string.IsNullOrWhiteSpace(camera.Location))
        {
            device["suggested_area"] = camera.Location;
        }

        var motion = Component(id, "motion", "binary_sensor", null, topics.Motion(id));
        motion["device_class"] = "motion";
        motion["availability"] = new JsonArray(Topic(topics.Status), Topic(topics.MotionAvailable(id)));
        motion["availability_mode"] = "all";
        var online = Component(id, "online", "binary_sensor", null, topics.Online(id));
        online["device_class"] = "connectivity";
        online["entity_category"] = "diagnostic";
        JsonObject picture = new()
        {
            ["platform"] = "image",
            ["unique_id"] = UniqueId(id, "picture"),
            ["name"] = "Last event",
            ["image_topic"] = topics.Picture(id),
            ["content_type"] = "image/jpeg",
        };
        JsonObject components = new()
        {
            ["motion"] = motion,
            ["online"] = online,
            ["picture"] = picture,
            ["recording"] = options.AcceptsCommands ? RecordingSwitch(id) : Removed("switch"),
            ["recording_state"] = options.AcceptsCommands ? Removed("binary_sensor") : RecordingState(id),
        };
        foreach (var label in ObjectLabels.All)
        {
            components[label] = camera.WantedObjects.Contains(label) ? ObjectSensor(id, label) : Removed("binary_sensor");
        }

        return Message(device, components);
    }

    /// <summary>The message about the server, with the armed mode.</summary>
    internal string OfServer()
    {
        JsonObject mode = new()
        {
            ["platform"] = options.AcceptsCommands ? "select" : "sensor",
            ["unique_id"] = topics.DeviceId("server_mode"),
            ["name"] = "Mode",
            ["icon"] = "mdi:shield-home",
            ["state_topic"] = topics.Mode,
            ["options"] = new JsonArray("home", "away", "off"),
        };
        if (options.AcceptsCommands)
        {
            mode["command_topic"] = topics.ModeCommand;
        }
        else
        {
            mode["device_class"] = "enum";
        }

        return Message(Device("server", "FalconEye", "Server", ""), new JsonObject
        {
            ["mode"] = options.AcceptsCommands ? mode : Removed("select"),
            ["mode_state"] = options.AcceptsCommands ? Removed("sensor") : mode,
        });
    }

    private JsonObject ObjectSensor(Guid id, string label)
    {
        var sensor = Component(id, label, "binary_sensor", $"{char.ToUpperInvariant(label[0])}{label[1..]}", topics.Object(id, label));
        sensor["device_class"] = "occupancy";
        return sensor;
    }

    private JsonObject RecordingSwitch(Guid id)
    {
        var recording = Component(id, "recording", "switch", "Recording", topics.Recording(id));
        recording["command_topic"] = topics.RecordingCommand(id);
        recording["icon"] = "mdi:record-rec";
        return recording;
    }

    private JsonObject RecordingState(Guid id)
    {
        var recording = Component(id, "recording_state", "binary_sensor", "Recording", topics.Recording(id));
        recording["device_class"] = "running";
        return recording;
    }

    private JsonObject Device(string name, string title, string model, string page)
    {
        JsonObject device = new()
        {
            ["identifiers"] = new JsonArray(topics.DeviceId(name)),
            ["name"] = title,
            ["manufacturer"] = "FalconEye",
            ["model"] = model,
        };
        if (publicUrl is not null)
        {
            device["configuration_url"] = new Uri(publicUrl, page).AbsoluteUri;
        }

        return device;
    }

    private JsonObject Component(Guid id, string name, string platform, string? title, string state)
    {
        JsonObject component = new()
        {
            ["platform"] = platform,
            ["unique_id"] = UniqueId(id, name),
            ["state_topic"] = state,
        };
        if (title is not null)
        {
            component["name"] = title;
        }

        return component;
    }

    private string Message(JsonObject device, JsonObject components) => new JsonObject
    {
        ["device"] = device,
        ["origin"] = new JsonObject { ["name"] = "FalconEye", ["sw_version"] = Version },

        // A list, since a component's own list would otherwise stand beside a single topic, which Home Assistant refuses.
        ["availability"] = new JsonArray(Topic(topics.Status)),
        ["components"] = components,
        ["qos"] = 1,
    }.ToJsonString();

    private string UniqueId(Guid id, string name) => topics.DeviceId($"{id:N}_{name}");

    private static JsonObject Topic(string topic) => new() { ["topic"] = topic };

    private static JsonObject Removed(string platform) => new() { ["platform"] = platform };
}
