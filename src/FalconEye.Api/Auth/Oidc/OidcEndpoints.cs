using FalconEye.Api.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Auth.Oidc;

/// <summary>Sends a browser to the provider and takes it back.</summary>
internal static partial class OidcEndpoints
{
    /// <summary>Where the provider sends browsers back to; its configuration must allow this address.</summary>
    internal const string CallbackPath = "/api/auth/oidc/callback";

    internal static RouteGroupBuilder MapOidc(this RouteGroupBuilder auth)
    {
        auth.MapGet("/oidc/login", BeginLogin).AllowAnonymous();

        // With a provider, ASP.NET Core's handler answers this address before routing; this route is for servers without one.
        auth.MapGet("/oidc/callback", NotConfigured).AllowAnonymous();
        return auth;
    }

    private static async Task<Results<EmptyHttpResult, RedirectHttpResult, ProblemHttpResult>> BeginLogin(
        HttpContext context, ServerOptions options, ILogger<OidcLogin> logger, string? return_url = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (options.Auth.LoginProvider is not { } provider)
        {
            return NotConfigured();
        }

        try
        {
            await context.ChallengeAsync(AuthSchemes.Oidc, new() { RedirectUri = ReturnAddress.ToPage(return_url) });
            return TypedResults.Empty;
        }
        catch (Exception e) when (OidcExtensions.IsOutage(e))
        {
            LogUnavailable(logger, provider.Name, e.GetBaseException().Message);
            return TypedResults.Redirect(ReturnAddress.ToLogin(OidcProblem.Unavailable));
        }
    }

    private static ProblemHttpResult NotConfigured() => Problem.NotFound("This server has no login by OpenID Connect. OIDC_AUTHORITY sets it up.");

    [LoggerMessage(LogLevel.Warning, "No one can log in with {Provider} at the moment: {Problem}")]
    private static partial void LogUnavailable(ILogger logger, string provider, string problem);
}
