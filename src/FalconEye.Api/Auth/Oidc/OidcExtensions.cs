using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace FalconEye.Api.Auth.Oidc;

/// <summary>Login by OpenID Connect: the authorization code flow with PKCE, by ASP.NET Core's own handler.</summary>
internal static partial class OidcExtensions
{
    private static readonly TimeSpan ProviderTimeout = TimeSpan.FromSeconds(10);

    internal static AuthenticationBuilder AddOidc(this AuthenticationBuilder authentication, OidcOptions provider)
    {
        authentication.Services.AddSingleton(provider);
        authentication.Services.AddScoped<OidcLogin>();
        authentication.Services.AddHostedService<OidcProviderCheck>();
        return authentication.AddOpenIdConnect(AuthSchemes.Oidc, oidc =>
        {
            oidc.Authority = provider.Authority.AbsoluteUri;
            oidc.RequireHttpsMetadata = !provider.Authority.IsLoopback;
            oidc.ClientId = provider.ClientId;
            oidc.ClientSecret = provider.ClientSecret;
            oidc.SignInScheme = AuthSchemes.SessionStart;
            oidc.CallbackPath = OidcEndpoints.CallbackPath;
            oidc.BackchannelTimeout = ProviderTimeout;
            oidc.DisableTelemetry = true;
            oidc.MapInboundClaims = false;
            oidc.GetClaimsFromUserInfoEndpoint = true;
            oidc.ResponseType = OpenIdConnectResponseType.Code;

            // A code in the address comes back by a plain navigation, for which cookies may be Lax, and so work without TLS too.
            oidc.ResponseMode = OpenIdConnectResponseMode.Query;
            Keep(oidc.NonceCookie, "falcon_eye_nonce.");
            Keep(oidc.CorrelationCookie, "falcon_eye_state.");
            oidc.Scope.Clear();
            foreach (var scope in provider.Scopes)
            {
                oidc.Scope.Add(scope);
            }

            if (provider.RoleClaim is { } claim)
            {
                var outer = OidcRoles.OuterClaim(claim);
                oidc.ClaimActions.MapCustomJson(outer, person => person.TryGetProperty(outer, out var value) ? value.GetRawText() : null);
            }

            oidc.Events.OnTokenValidated = RefuseUnsignedAsync;
            oidc.Events.OnTicketReceived = LetInAsync;
            oidc.Events.OnAccessDenied = context => RefuseAsync(context, OidcProblem.Denied, "the provider, or the person there, said no");
            oidc.Events.OnRemoteFailure = context => RefuseAsync(
                context, IsOutage(context.Failure!) ? OidcProblem.Unavailable : OidcProblem.Failed, context.Failure!.GetBaseException().Message);
        });
    }

    /// <summary>Whether a failure means that the provider does not answer, or not as a provider does.</summary>
    internal static bool IsOutage(Exception failure) =>
        failure.GetBaseException() is HttpRequestException or IOException or OperationCanceledException or System.Net.Sockets.SocketException
        || failure is InvalidOperationException { Message: var message } && message.Contains("IDX20803", StringComparison.Ordinal);

    private static void Keep(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    /// <summary>
    /// The handler takes an unsigned token, as the specification lets it, since it comes from the provider itself. None of ours does that.
    /// </summary>
    private static Task RefuseUnsignedAsync(TokenValidatedContext context)
    {
        if (context.SecurityToken.SignatureAlgorithm is null or "" or "none")
        {
            context.Fail("The identity token is not signed.");
        }

        return Task.CompletedTask;
    }

    private static async Task LetInAsync(TicketReceivedContext ticket)
    {
        var login = ticket.HttpContext.RequestServices.GetRequiredService<OidcLogin>();
        var problem = await login.LetInAsync(ticket.Principal!, ticket.HttpContext, ticket.HttpContext.RequestAborted);
        ticket.Response.Redirect(problem is { } why ? ReturnAddress.ToLogin(why) : ReturnAddress.ToPage(ticket.ReturnUri));
        ticket.HandleResponse();
    }

    private static Task RefuseAsync(HandleRequestContext<RemoteAuthenticationOptions> context, OidcProblem problem, string reason)
    {
        var services = context.HttpContext.RequestServices;
        LogFailed(services.GetRequiredService<ILogger<OidcLogin>>(), services.GetRequiredService<OidcOptions>().Name, reason);
        context.Response.Redirect(ReturnAddress.ToLogin(problem));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "A login with {Provider} failed: {Reason}")]
    private static partial void LogFailed(ILogger logger, string provider, string reason);
}
