using System.Net;
using FalconEye.Api.Auth.Keys;
using FalconEye.Api.Auth.Oidc;
using FalconEye.ServiceDefaults;

namespace FalconEye.Api.Auth;

/// <summary>Reads how the server is to let users in.</summary>
internal static class AuthSettings
{
    /// <summary>Whether logins are asked for: yes, unless a user says otherwise.</summary>
    internal static AuthMode ReadMode(SettingsReader settings) =>
        settings.OneOf("AUTH_MODE", "on", "on", "off") == "off" ? AuthMode.Off : AuthMode.On;

    internal static AuthOptions Read(SettingsReader settings, bool isInPod)
    {
        var key = ReadKey(settings, MasterKey.Variable);
        if (isInPod && key is null && settings.Optional(MasterKey.Variable) is null)
        {
            settings.RefuseInWords($"{MasterKey.Variable} is not set; in a cluster it must be in the Secret falcon-eye-secrets, since a key that is made in a pod is lost with it.");
        }

        var (mode, provider) = (ReadMode(settings), OidcSettings.Read(settings));
        return new()
        {
            Mode = mode,
            SetupCode = settings.Optional("SETUP_CODE"),
            DataProtectionKey = key,
            FormerDataProtectionKey = ReadKey(settings, MasterKey.FormerVariable),
            KnownProxies = ReadProxies(settings),
            RateLimitPerMinute = settings.Number("RATE_LIMIT_PER_MINUTE", 6000, 0, 1_000_000),
            LoginProvider = mode == AuthMode.On ? provider : null,
        };
    }

    private static byte[]? ReadKey(SettingsReader settings, string variable)
    {
        var text = settings.Optional(variable);
        var key = text is null ? null : MasterKey.Parse(text);
        if (text is not null && key is null)
        {
            settings.RefuseInWords($"{variable} is no key; it must be at least 32 random bytes in base64, for example of: openssl rand -base64 32");
        }

        return key;
    }

    private static List<IPNetwork> ReadProxies(SettingsReader settings)
    {
        List<IPNetwork> networks = [];
        foreach (var text in settings.Text("KNOWN_PROXIES", "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                settings.Refuse("KNOWN_PROXIES", "addresses or networks, separated by commas, for example 127.0.0.1,10.0.0.0/8");
            }
        }

        return networks;
    }
}
