using FalconEye.ServiceDefaults;

namespace FalconEye.Api.HomeAssistant;

/// <summary>The MQTT broker that Home Assistant listens to, as the environment says.</summary>
/// <param name="Host">The broker's name or address.</param>
/// <param name="Port">Its port.</param>
/// <param name="UsesTls">Whether the connection is encrypted; the certificate is then checked.</param>
/// <param name="UserName">The account.</param>
/// <param name="Password">Its password.</param>
/// <param name="DiscoveryPrefix">Home Assistant's prefix for discovery.</param>
/// <param name="Prefix">The first part of all other topics, and of ids: another one for each server on a broker.</param>
/// <param name="AcceptsCommands">Whether what is published on the broker may switch recordings and the mode.</param>
internal sealed record HomeAssistantOptions(
    string Host, int Port, bool UsesTls, string? UserName, string? Password, string DiscoveryPrefix, string Prefix, bool AcceptsCommands)
{
    private const string UrlVariable = "MQTT_URL";
    private const int PlainPort = 1883;
    private const int TlsPort = 8883;
    private const int MaxPrefix = 50;

    /// <summary>Reads and checks the variables.</summary>
    /// <returns><see langword="null"/> when no broker is named.</returns>
    internal static HomeAssistantOptions? Read(SettingsReader settings)
    {
        var (discovery, prefix) = (ReadPrefix(settings, "MQTT_DISCOVERY_PREFIX", "homeassistant"), ReadPrefix(settings, "MQTT_TOPIC_PREFIX", "falconeye"));
        var acceptsCommands = settings.Flag("MQTT_COMMANDS", false);
        var (userName, password) = (settings.Optional("MQTT_USER_NAME"), settings.Optional("MQTT_PASSWORD"));
        if (settings.Optional(UrlVariable) is not { } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("mqtt" or "mqtts") || url.Host.Length == 0
            || url.UserInfo.Length > 0 || url.PathAndQuery.Trim('/').Length > 0)
        {
            // Not the value itself: someone may have put a password into it.
            settings.RefuseInWords(
                $"{UrlVariable} must be the broker's address, such as mqtt://192.168.1.5:1883 or mqtts://broker.example.com; the account belongs into MQTT_USER_NAME and MQTT_PASSWORD.");
            return null;
        }

        var usesTls = url.Scheme == "mqtts";
        return new(url.Host, url.Port > 0 ? url.Port : usesTls ? TlsPort : PlainPort, usesTls, userName, password, discovery, prefix, acceptsCommands);
    }

    private static string ReadPrefix(SettingsReader settings, string variable, string standard)
    {
        var text = settings.Text(variable, standard);
        if (text.Length <= MaxPrefix && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            return text;
        }

        settings.Refuse(variable, $"1 to {MaxPrefix} letters, digits, _ or -");
        return standard;
    }
}
