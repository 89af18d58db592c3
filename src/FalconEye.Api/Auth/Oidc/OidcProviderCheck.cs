using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace FalconEye.Api.Auth.Oidc;

/// <summary>Asks the provider at start who it is, so that a mistyped address is in the log before someone wants to log in.</summary>
internal sealed partial class OidcProviderCheck(
    IOptionsMonitor<OpenIdConnectOptions> schemes, OidcOptions provider, ILogger<OidcProviderCheck> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await schemes.Get(AuthSchemes.Oidc).ConfigurationManager!.GetConfigurationAsync(stoppingToken);
            LogFound(provider.Name, provider.Authority);
        }
        catch (Exception e) when (OidcExtensions.IsOutage(e) && !stoppingToken.IsCancellationRequested)
        {
            LogMissing(provider.Authority, provider.Name, e.GetBaseException().Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "People may log in with {Provider} ({Authority})")]
    private partial void LogFound(string provider, Uri authority);

    [LoggerMessage(LogLevel.Warning, "OIDC_AUTHORITY: no OpenID Connect provider answers at {Authority}, so no one can log in with {Provider} now; names and passwords still work: {Problem}")]
    private partial void LogMissing(Uri authority, string provider, string problem);
}
