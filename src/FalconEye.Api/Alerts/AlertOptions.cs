using System.Net;
using FalconEye.ServiceDefaults;

namespace FalconEye.Api.Alerts;

/// <summary>How alerts leave the server, as the environment says.</summary>
/// <param name="PublicUrl">Where users reach the dashboard, for links in messages; <see langword="null"/> when that is not known.</param>
/// <param name="AllowedAddresses">Addresses that channels may use though they are of this machine or link-local.</param>
/// <param name="TelegramApi">Telegram's Bot API, or a server that speaks it.</param>
internal sealed record AlertOptions(Uri? PublicUrl, IReadOnlyList<IPNetwork> AllowedAddresses, Uri TelegramApi)
{
    private const string AllowedVariable = "ALERT_ALLOWED_ADDRESSES";

    /// <summary>Reads and checks the variables.</summary>
    internal static AlertOptions Read(SettingsReader settings) => new(
        ReadAddress(settings, "PUBLIC_URL", null),
        ReadNetworks(settings),
        ReadAddress(settings, "TELEGRAM_API_URL", "https://api.telegram.org")!);

    private static Uri? ReadAddress(SettingsReader settings, string variable, string? standard)
    {
        if ((settings.Optional(variable) ?? standard) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        settings.Refuse(variable, "an http:// or https:// address");
        return new Uri("http://invalid/");
    }

    private static List<IPNetwork> ReadNetworks(SettingsReader settings)
    {
        List<IPNetwork> networks = [];
        foreach (var text in settings.Text(AllowedVariable, "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else
            {
                settings.Refuse(AllowedVariable, "addresses or networks, separated by commas, such as 127.0.0.1,192.168.1.0/24");
            }
        }

        return networks;
    }
}
