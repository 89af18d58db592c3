using System.Net;
using FalconEye.TestKit.Logins;
using FalconEye.TestKit.Programs;
using Microsoft.AspNetCore.WebUtilities;

namespace FalconEye.Auth.Tests;

/// <summary>
/// A server with a provider that people log in with, its groups mapped to roles, and the administrator of the setup page.
/// </summary>
public sealed class OidcServer : IAsyncLifetime
{
    internal const string ProviderName = "The Office";

    internal OpenIdProvider Provider { get; private set; } = null!;

    internal FalconEyeServer Server { get; private set; } = null!;

    internal Caller Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Provider = await OpenIdProvider.StartAsync(CancellationToken.None);
        Server = await StartServerAsync(("OIDC_ROLE_CLAIM", "realm.groups"), ("OIDC_ADMINISTRATORS", "chiefs"), ("OIDC_VIEWERS", "staff, guards"));
        Admin = Caller.Anonymous(Server);
        await Admin.PostAsync("/api/auth/setup", new { user_name = LockedServer.Administrator, password = LockedServer.Password, setup_code = FalconEyeServer.SetupCode }, HttpStatusCode.OK, CancellationToken.None);
    }

    /// <summary>Another server of the same provider, before anyone is known to it.</summary>
    internal Task<FalconEyeServer> StartServerAsync(params (string Name, string Value)[] settings) => FalconEyeServer.StartAsync(
        CancellationToken.None,
        [
            ("AUTH_MODE", "on"),
            ("OIDC_AUTHORITY", Provider.Authority),
            ("OIDC_CLIENT_ID", OpenIdProvider.ClientId),
            ("OIDC_CLIENT_SECRET", OpenIdProvider.ClientSecret),
            ("OIDC_NAME", ProviderName),
            .. settings,
        ]);

    /// <summary>Someone of a provider's groups.</summary>
    internal static OpenIdUser Member(string subject, string name, params string[] groups) =>
        new(subject, name) { Claims = new Dictionary<string, object> { ["realm"] = new { groups } } };

    /// <summary>Goes the way of a browser from the button to where it ends up: its last address.</summary>
    internal async Task<string> LogInAsync(Caller browser, OpenIdUser person, CancellationToken cancellationToken, OpenIdFault fault = OpenIdFault.None)
    {
        (Provider.User, Provider.Fault) = (person, fault);
        try
        {
            return await FollowAsync(browser, await ToProviderAsync(browser, cancellationToken), cancellationToken);
        }
        finally
        {
            Provider.Fault = OpenIdFault.None;
        }
    }

    /// <summary>Presses the button.</summary>
    /// <returns>Where it sends the browser.</returns>
    internal static Task<string> ToProviderAsync(Caller browser, CancellationToken cancellationToken, string returnUrl = "/recordings") =>
        FollowAsync(browser, QueryHelpers.AddQueryString("/api/auth/oidc/login", "return_url", returnUrl), cancellationToken);

    /// <summary>Goes one or, by way of the provider, two steps.</summary>
    internal static async Task<string> FollowAsync(Caller browser, string address, CancellationToken cancellationToken)
    {
        using var answer = await browser.SendAsync(HttpMethod.Get, address, null, cancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{address} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        var next = answer.Headers.Location!.ToString();
        return next.Contains("/api/auth/oidc/callback", StringComparison.Ordinal) && !next.Contains("/authorize", StringComparison.Ordinal)
            ? await FollowAsync(browser, next, cancellationToken)
            : next;
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await Server.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
