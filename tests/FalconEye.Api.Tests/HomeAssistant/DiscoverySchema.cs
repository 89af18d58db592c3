using System.Text.Json;

namespace FalconEye.Api.Tests.HomeAssistant;

/// <summary>
/// Home Assistant's schema of device discovery, as far as FalconEye uses it (home-assistant.io, MQTT, "Device discovery payload" and the pages
/// of the platforms): what must be there, and that nothing is which it does not know and so would refuse.
/// </summary>
internal static class DiscoverySchema
{
    private static readonly string[] Shared = ["availability", "availability_mode"];
    private static readonly string[] Common = [.. Shared, "platform", "unique_id", "name", "icon", "entity_category", "device_class", "qos"];

    private static readonly Dictionary<string, (string[] Required, string[] Allowed)> Platforms = new()
    {
        ["binary_sensor"] = (["state_topic"], ["payload_on", "payload_off", "off_delay", "expire_after"]),
        ["image"] = (["image_topic"], ["content_type"]),
        ["select"] = (["command_topic", "options"], ["state_topic"]),
        ["sensor"] = (["state_topic"], ["options"]),
        ["switch"] = (["command_topic"], ["state_topic", "payload_on", "payload_off"]),
    };

    private static readonly string[] DeviceClasses = ["connectivity", "enum", "motion", "occupancy", "running"];

    /// <summary>Fails unless Home Assistant takes a message.</summary>
    /// <returns>The components that are not removed, by their keys.</returns>
    internal static Dictionary<string, JsonElement> Check(string text)
    {
        var message = JsonDocument.Parse(text).RootElement;
        Knows(message, [.. Shared, "device", "origin", "components", "qos"]);
        var device = message.GetProperty("device");
        Knows(device, ["identifiers", "name", "manufacturer", "model", "via_device", "suggested_area", "configuration_url"]);
        Assert.NotEmpty(device.GetProperty("identifiers").EnumerateArray());
        Knows(message.GetProperty("origin"), ["name", "sw_version", "support_url"]);
        Assert.NotEmpty(message.GetProperty("origin").GetProperty("name").GetString()!);
        CheckAvailability(message);
        return message.GetProperty("components").EnumerateObject().Where(component => !IsRemoved(component.Value))
            .ToDictionary(component => component.Name, component => CheckComponent(component.Value));
    }

    private static bool IsRemoved(JsonElement component) => component.EnumerateObject().Count() == 1 && component.TryGetProperty("platform", out _);

    private static JsonElement CheckComponent(JsonElement component)
    {
        var (required, allowed) = Platforms[component.GetProperty("platform").GetString()!];
        Knows(component, [.. Common, .. required, .. allowed]);
        string[] needed = ["unique_id", .. required];
        Assert.All(needed, field => Assert.True(component.TryGetProperty(field, out _), $"{field} is missing in {component}"));
        Assert.All(component.EnumerateObject().Where(field => field.Name.EndsWith("_topic", StringComparison.Ordinal)), field => IsTopic(field.Value));
        if (component.TryGetProperty("device_class", out var deviceClass))
        {
            Assert.Contains(deviceClass.GetString(), DeviceClasses);
        }

        // Options of a sensor are for the class enum only.
        Assert.True(component.GetProperty("platform").GetString() != "sensor" || !component.TryGetProperty("options", out _) || deviceClass.GetString() == "enum");
        CheckAvailability(component);
        return component;
    }

    private static void CheckAvailability(JsonElement element)
    {
        if (element.TryGetProperty("availability", out var availability))
        {
            Assert.All(availability.EnumerateArray(), item => IsTopic(item.GetProperty("topic")));
        }

        if (element.TryGetProperty("availability_mode", out var mode))
        {
            Assert.Contains(mode.GetString(), (string[])["all", "any", "latest"]);
        }
    }

    private static void IsTopic(JsonElement topic) => Assert.DoesNotContain(topic.GetString()!, c => c is '+' or '#' or '\0');

    private static void Knows(JsonElement element, string[] fields) =>
        Assert.All(element.EnumerateObject(), field => Assert.Contains(field.Name, fields));
}
