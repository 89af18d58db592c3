using FalconEye.Data.Auth;
using FalconEye.ServiceDefaults;

namespace FalconEye.Api.Auth.Oidc;

/// <summary>Reads which provider users may log in with.</summary>
internal static class OidcSettings
{
    private const string Authority = "OIDC_AUTHORITY";
    private const string ClientId = "OIDC_CLIENT_ID";
    private const string ClientSecret = "OIDC_CLIENT_SECRET";
    private const string Name = "OIDC_NAME";
    private const string Scopes = "OIDC_SCOPES";
    private const string RoleClaim = "OIDC_ROLE_CLAIM";
    private const string AllowedAuthority =
        "the provider's https:// address, for example https://login.example.com/realms/home (http:// on this machine only)";

    private static readonly (UserRole Role, string Variable)[] RoleVariables =
    [
        (UserRole.Administrator, "OIDC_ADMINISTRATORS"),
        (UserRole.Operator, "OIDC_OPERATORS"),
        (UserRole.Viewer, "OIDC_VIEWERS"),
    ];

    /// <returns>The provider; <see langword="null"/> for none.</returns>
    internal static OidcOptions? Read(SettingsReader settings)
    {
        if (settings.Optional(Authority) is null)
        {
            RefuseOrphans(settings);
            return null;
        }

        var authority = ReadAuthority(settings);
        var claim = settings.Optional(RoleClaim);
        var options = new OidcOptions
        {
            Authority = authority,
            ClientId = settings.Required(ClientId, "the id by which the provider at OIDC_AUTHORITY knows this server"),
            ClientSecret = settings.Optional(ClientSecret),
            Name = settings.Text(Name, authority.Host),
            Scopes = [.. settings.Text(Scopes, "openid profile").Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend("openid").Distinct()],
            RoleClaim = claim,
            Roles = [.. RoleVariables.Select(role => (role.Role, ListOf(settings, role.Variable)))],
        };
        RefuseHalfMappings(settings, options);
        return options;
    }

    private static Uri ReadAuthority(SettingsReader settings)
    {
        if (Uri.TryCreate(settings.Optional(Authority), UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            && uri is { UserInfo: "", Query: "", Fragment: "" })
        {
            return uri;
        }

        settings.Refuse(Authority, AllowedAuthority);
        return new Uri("https://localhost");
    }

    private static string[] ListOf(SettingsReader settings, string variable) =>
        settings.Text(variable, "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void RefuseOrphans(SettingsReader settings)
    {
        foreach (var variable in new[] { ClientId, ClientSecret, Name, Scopes, RoleClaim }.Concat(RoleVariables.Select(role => role.Variable)))
        {
            if (settings.Optional(variable) is not null)
            {
                settings.RefuseInWords($"{variable} is set, but {Authority} is not; it must be {AllowedAuthority}.");
            }
        }
    }

    private static void RefuseHalfMappings(SettingsReader settings, OidcOptions options)
    {
        var isMapped = options.Roles.Any(role => role.Values.Count > 0);
        if (options.RoleClaim is null && isMapped)
        {
            settings.RefuseInWords($"{RoleClaim} is not set; it must be the claim whose values are in {VariableNames()}, for example groups.");
        }

        if (options.RoleClaim is not null && !isMapped)
        {
            settings.RefuseInWords($"{RoleClaim} is set, but none of {VariableNames()}: say which of its values make which role.");
        }
    }

    private static string VariableNames() => string.Join(", ", RoleVariables.Select(role => role.Variable));
}
